//! A line between a browser and a server that can be cut, mended, slowed down and stalled.
//!
//! It listens on a port of its own and hands on what comes. While it is cut, whoever calls is
//! hung up on at once; the port stays its own, so that no other program can take it meanwhile.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Bytes that are handed on at once.
const PIECE: usize = 4096;

#[derive(Default)]
struct State {
    is_cut: bool,
    is_stalled: bool,
    has_ended: bool,
    /// Bytes a second, and how much later each piece arrives.
    pace: Option<(u32, Duration)>,
    count: usize,
    open: BTreeMap<usize, [TcpStream; 2]>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }
}

/// A line to one server. It is gone when it is dropped.
pub struct Line {
    address: SocketAddr,
    shared: Arc<Shared>,
    listening: Option<JoinHandle<()>>,
}

#[allow(dead_code)]
impl Line {
    pub fn to(server: impl ToSocketAddrs) -> Self {
        let server = server.to_socket_addrs().unwrap().next().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared::default());
        let own = Arc::clone(&shared);
        let listening = std::thread::spawn(move || {
            for caller in listener.incoming() {
                if own.lock().has_ended {
                    break;
                }
                let Ok(caller) = caller else { continue };
                // A server that is down is a line that is dead.
                let _ = connect(&own, caller, server);
            }
        });
        Self { address, shared, listening: Some(listening) }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The same address, by way of this line.
    pub fn through(&self, url: &str) -> String {
        let (scheme, rest) = url.split_once("://").unwrap();
        let path = rest.find('/').map_or("/", |at| &rest[at..]);
        format!("{scheme}://{}{path}", self.address)
    }

    /// Hangs up on everybody, and on everybody who calls.
    pub fn cut(&self) {
        let mut state = self.shared.lock();
        state.is_cut = true;
        hang_up(&mut state);
        self.shared.changed.notify_all();
    }

    /// Nothing gets through, and nobody is told: a phone without signal.
    pub fn stall(&self) {
        self.shared.lock().is_stalled = true;
    }

    /// Whole, and at full speed.
    pub fn mend(&self) {
        let mut state = self.shared.lock();
        state.is_cut = false;
        state.is_stalled = false;
        state.pace = None;
        self.shared.changed.notify_all();
    }

    /// So many bytes a second each way on each connection, and each piece so much later.
    pub fn slow(&self, bytes_per_second: u32, latency: Duration) {
        self.shared.lock().pace = Some((bytes_per_second, latency));
    }

    /// Connections that are open now.
    pub fn connections(&self) -> usize {
        self.shared.lock().open.len()
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Ok(mut state) = self.shared.state.lock() {
            state.has_ended = true;
            state.is_cut = true;
            hang_up(&mut state);
        }
        self.shared.changed.notify_all();
        // Wakes the listener.
        let _ = TcpStream::connect(self.address);
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

fn hang_up(state: &mut State) {
    for (_, ends) in std::mem::take(&mut state.open) {
        for end in ends {
            let _ = end.shutdown(Shutdown::Both);
        }
    }
}

fn connect(shared: &Arc<Shared>, caller: TcpStream, server: SocketAddr) -> std::io::Result<()> {
    let called = TcpStream::connect(server)?;
    caller.set_nodelay(true)?;
    called.set_nodelay(true)?;
    let ends = [caller.try_clone()?, called.try_clone()?];
    let ways = [(caller.try_clone()?, called.try_clone()?), (called, caller)];
    let mut state = shared.lock();
    if state.is_cut {
        return Ok(());
    }
    let number = state.count;
    state.count += 1;
    state.open.insert(number, ends);
    // One way may end before the other: who has asked may still wait for the answer.
    let left = Arc::new(AtomicUsize::new(ways.len()));
    for (from, to) in ways {
        let (shared, left) = (Arc::clone(shared), Arc::clone(&left));
        std::thread::spawn(move || {
            hand_on(&shared, &from, &to);
            let _ = from.shutdown(Shutdown::Read);
            let _ = to.shutdown(Shutdown::Write);
            if left.fetch_sub(1, Ordering::AcqRel) == 1 {
                shared.lock().open.remove(&number);
            }
        });
    }
    Ok(())
}

/// Hands on bytes in one direction until an end is closed or the line is cut.
fn hand_on(shared: &Shared, mut from: &TcpStream, mut to: &TcpStream) {
    let mut piece = [0; PIECE];
    loop {
        let count = match from.read(&mut piece) {
            Ok(0) | Err(_) => return,
            Ok(count) => count,
        };
        if !wait_for_turn(shared, count) || to.write_all(&piece[..count]).is_err() {
            return;
        }
    }
}

/// Waits as long as so many bytes take on this line; false if it was cut.
fn wait_for_turn(shared: &Shared, count: usize) -> bool {
    let count = f64::from(u32::try_from(count).unwrap());
    let start = Instant::now();
    let mut state = shared.lock();
    loop {
        if state.is_cut {
            return false;
        }
        let Some((bytes_per_second, latency)) = state.pace else {
            if !state.is_stalled {
                return true;
            }
            state = shared.changed.wait(state).unwrap();
            continue;
        };
        let takes = latency + Duration::from_secs_f64(count / f64::from(bytes_per_second.max(1)));
        let left = takes.saturating_sub(start.elapsed());
        if left.is_zero() && !state.is_stalled {
            return true;
        }
        let pause = if left.is_zero() { super::PATIENCE } else { left };
        state = shared.changed.wait_timeout(state, pause).unwrap().0;
    }
}
