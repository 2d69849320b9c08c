package dev.yellowjack.providers.flagd;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Hands on what comes, both ways, unless it is frozen: then connections stay, are accepted, and nothing comes. */
final class TcpProxy implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final List<Socket> sockets = new ArrayList<>();
    private int connections;
    private final Set<Socket> stranded = new HashSet<>();
    private boolean frozen;
    private boolean closed;

    TcpProxy(int target) throws IOException {
        this.target = target;
        Daemons.thread("proxy-door", this::accept).start();
    }

    int port() {
        return door.getLocalPort();
    }

    /** How many there have been. */
    synchronized int connections() {
        return connections;
    }

    synchronized void freeze() {
        frozen = true;
    }

    synchronized void thaw() {
        frozen = false;
        notifyAll();
    }

    /** The connections that there are now stay and are dead, as where something between forgot them; new ones live. */
    synchronized void strand() {
        stranded.addAll(sockets);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = kept(door.accept());
                counted();
                try {
                    Socket server = kept(new Socket(InetAddress.getLoopbackAddress(), target));
                    Daemons.thread("proxy-up", () -> pump(client, server)).start();
                    Daemons.thread("proxy-down", () -> pump(server, client)).start();
                } catch (IOException refused) {
                    client.close();
                }
            }
        } catch (IOException ended) {
            // The door was shut.
        }
    }

    private synchronized void counted() {
        connections++;
    }

    private synchronized Socket kept(Socket socket) throws IOException {
        if (closed) {
            socket.close();
        }
        sockets.add(socket);
        return socket;
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                awaitThaw(from);
                out.write(buffer, 0, n);
            }
            awaitThaw(from); // The end is not handed on either.
        } catch (IOException | InterruptedException ended) {
            // So has the other side.
        }
    }

    private synchronized void awaitThaw(Socket from) throws InterruptedException {
        while ((frozen || stranded.contains(from)) && !closed) {
            wait();
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        door.close();
        synchronized (this) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
