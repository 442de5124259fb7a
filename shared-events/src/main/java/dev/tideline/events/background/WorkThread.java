package dev.tideline.events.background;

/** A thread that knows whether it was interrupted by another, which means it is to stop, or by what it does itself. */
public final class WorkThread extends Thread {

    private volatile boolean askedToStop;

    public WorkThread(String name, Runnable work) {
        super(work, name);
    }

    /** Whether somebody else has interrupted the current thread since {@link #begin}; assumed of a thread that is none of these. */
    public static boolean isAskedToStop() {
        return !(Thread.currentThread() instanceof WorkThread here) || here.askedToStop;
    }

    /** New work begins, which nobody has interrupted yet. */
    public static void begin() {
        if (Thread.currentThread() instanceof WorkThread here) {
            here.askedToStop = false;
        }
    }

    @Override
    public void interrupt() {
        if (Thread.currentThread() != this) {
            askedToStop = true;
        }
        super.interrupt();
    }
}
