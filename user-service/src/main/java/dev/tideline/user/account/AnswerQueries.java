package dev.tideline.user.account;

import dev.tideline.events.cqrs.Answer;
import dev.tideline.events.cqrs.QueryHandler;
import dev.tideline.events.cqrs.Reason;
import dev.tideline.user.account.SearchAccounts.Found;
import org.springframework.stereotype.Component;

/** Answers what is asked of the accounts of the asker's tenant. */
@Component
class AnswerQueries {

    private final Accounts accounts;
    private final Profiles profiles;
    private final Statistics statistics;

    AnswerQueries(Accounts accounts, Profiles profiles, Statistics statistics) {
        this.accounts = accounts;
        this.profiles = profiles;
        this.statistics = statistics;
    }

    /** What the projection does not have yet is there all the same. */
    @QueryHandler(projection = ProjectProfiles.NAME)
    Answer<Profile> find(FindAccount query) {
        String tenant = Tenant.current();
        return profiles.find(tenant, query.accountId())
                .or(() -> accounts.now(tenant, query.accountId()))
                .map(Answer::given)
                .orElseGet(() -> Answer.refused(Reason.NOT_FOUND, "There is no account " + query.accountId() + "."));
    }

    @QueryHandler(projection = ProjectProfiles.NAME)
    Answer<Found> search(SearchAccounts query) {
        return Answer.given(new Found(profiles.search(Tenant.current(), query.text(), query.limit())));
    }

    @QueryHandler(projection = ProjectStatistics.NAME)
    Answer<Statistics.Counts> count(CountAccounts query) {
        return Answer.given(statistics.of(Tenant.current()));
    }
}
