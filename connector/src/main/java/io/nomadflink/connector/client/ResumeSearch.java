package io.nomadflink.connector.client;

/**
 * Looks for a server that still holds the index of a resumption: asks each address once, then is
 * content with any. A server that has just restarted may hold nothing while another holds all.
 */
final class ResumeSearch {
    private final int addresses;
    private long wanted;
    private int tried;
    private boolean settled = true;

    ResumeSearch(int addresses) {
        this.addresses = addresses;
    }

    /**
     * A connection was made.
     *
     * @param index what it was asked for
     */
    synchronized void opened(long index) {
        if (index != wanted) {
            wanted = index;
            tried = 0;
        }
        tried = Math.min(tried + 1, addresses);
        settled = index <= 0 || index == Long.MAX_VALUE || tried >= addresses;
    }

    /**
     * Whether another server should be asked, nothing being known of this one but that it serves.
     */
    synchronized boolean isOpen() {
        return !settled;
    }

    /**
     * The first line of a connection.
     *
     * @return whether another server should be asked before this line is believed
     */
    synchronized boolean passesOver(long firstIndex) {
        if (settled || firstIndex < wanted) {
            return false;
        }
        if (firstIndex > wanted) {
            return true;
        }
        found();
        return false;
    }

    /** This server has what was wanted, or nothing was lost. */
    synchronized void found() {
        settled = true;
        tried = 0;
    }
}
