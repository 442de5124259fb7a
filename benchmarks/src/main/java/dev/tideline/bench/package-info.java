/**
 * Measures delivery beside its peers and beside its floor, all in one run on the same Postgres and the same broker: who takes part, in
 * which scenarios, in which order. Contenders take turns within a round, for on a machine that others use too only ratios mean something.
 * One that fails is reported as failed, and the run goes on.
 */
@NullMarked
package dev.tideline.bench;

import org.jspecify.annotations.NullMarked;
