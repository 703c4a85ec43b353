//! What every page needs: the host, the clock, who is told when a room changes.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};

use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::sync::{oneshot, watch};

use super::error::WebError;
use super::memo::Memo;
use super::signal::Signal;
use crate::interview::room::{RoomCode, SeatId};
use crate::session::World;
use crate::session::room::{Command, Host, Hosted, OnChange, Outcome, RoomError};
use crate::store::{Micros, Store};

/// How much is taken at once.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Writes a second by one seat, in the long run; ten times as many at once.
    pub per_seat: NonZeroU32,
    /// People who come in, a second, in the long run; ten times as many at once. A room may share one
    /// address, so that it is counted over everybody.
    pub joins: NonZeroU32,
}

impl Default for Limits {
    fn default() -> Self {
        // A person who types quickly saves a draft every two seconds.
        Self {
            per_seat: NonZeroU32::MIN.saturating_add(3),
            joins: NonZeroU32::MIN.saturating_add(149),
        }
    }
}

type Bucket = DefaultKeyedRateLimiter<String>;
type Channels = Arc<Mutex<BTreeMap<RoomCode, watch::Sender<Arc<Signal>>>>>;

/// The state of all pages. Cloning shares it.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    host: Arc<Host>,
    world: Arc<dyn World + Send + Sync>,
    zone: TimeZone,
    channels: Channels,
    seats: Bucket,
    joins: Bucket,
    /// Reading a room from the store again holds up everybody, and strangers can cause it.
    looks: DefaultDirectRateLimiter,
    /// Where phones find it, without a slash at the end.
    public: String,
    closing: watch::Sender<bool>,
    memo: Arc<Memo>,
}

impl App {
    /// An app over the rooms of a store, none of which it holds yet. `public` is the address that
    /// phones use, `zone` the time zone in which moments are shown.
    ///
    /// # Errors
    /// Where no thread can be had.
    pub fn new(
        store: Arc<dyn Store>,
        world: Arc<dyn World + Send + Sync>,
        zone: TimeZone,
        public: &str,
        limits: Limits,
    ) -> std::io::Result<Self> {
        let channels = Channels::default();
        let told = Arc::clone(&channels);
        // The host exists only after its callback: what changes says so by its code.
        let rooms: Arc<Mutex<Option<std::sync::Weak<Host>>>> = Arc::default();
        let known = Arc::clone(&rooms);
        let memo: Arc<Memo> = Arc::default();
        let drawn = Arc::clone(&memo);
        let on_change: OnChange = Arc::new(move |code: &RoomCode| {
            let host = known.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let hosted = host.and_then(|host| host.upgrade()).and_then(|host| host.room(code));
            if hosted.is_none() {
                drawn.forget(code);
            }
            let channels = told.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(channel) = channels.get(code) {
                let signal = hosted.map_or_else(Signal::gone, |own| Signal::of(&own.live().room));
                channel.send_replace(Arc::new(signal));
            }
        });
        let host = Arc::new(Host::new(store, Arc::clone(&world), on_change)?);
        *rooms.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::downgrade(&host));
        let bucket = |rate: NonZeroU32| {
            let burst = rate.saturating_mul(NonZeroU32::MIN.saturating_add(9));
            RateLimiter::keyed(Quota::per_second(rate).allow_burst(burst))
        };
        Ok(Self(Arc::new(Inner {
            host,
            world,
            zone,
            channels,
            seats: bucket(limits.per_seat),
            joins: bucket(limits.joins),
            looks: RateLimiter::direct(Quota::per_second(NonZeroU32::MIN)),
            public: public.trim_end_matches('/').to_owned(),
            closing: watch::Sender::new(false),
            memo,
        })))
    }

    /// The rooms.
    #[must_use]
    pub fn host(&self) -> &Host {
        &self.0.host
    }

    /// The address at which people join a room.
    #[must_use]
    pub fn join_url(&self, code: &RoomCode) -> String {
        format!("{}/r/{code}", self.0.public)
    }

    /// The address that makes a browser the facilitator's.
    #[must_use]
    pub fn facilitator_url(&self, code: &RoomCode, key: &str) -> String {
        format!("{}/f/{code}?key={key}", self.0.public)
    }

    /// The front door's address, for typing.
    #[must_use]
    pub(super) fn public(&self) -> &str {
        &self.0.public
    }

    /// What is drawn once for everybody.
    pub(super) fn memo(&self) -> &Memo {
        &self.0.memo
    }

    /// Whether pages are fetched over TLS, so that cookies must be, too.
    pub(super) fn is_secure(&self) -> bool {
        self.0.public.starts_with("https://")
    }

    pub(super) fn now(&self) -> Micros {
        self.0.world.now()
    }

    /// A moment as a time of day, such as `14:03`.
    pub(super) fn clock(&self, moment: Micros) -> String {
        let moment = Timestamp::from_microsecond(moment).unwrap_or(Timestamp::UNIX_EPOCH);
        self.0.zone.to_datetime(moment).strftime("%H:%M").to_string()
    }

    pub(super) fn room(&self, code: &str) -> Result<Arc<Hosted>, WebError> {
        let code = RoomCode::parse(code).ok_or(WebError::NoRoom)?;
        self.0.host.room(&code).ok_or(WebError::NoRoom)
    }

    /// Asks something of a room, and waits until it is durable.
    pub(super) async fn ask(&self, code: &RoomCode, command: Command) -> Result<Outcome, WebError> {
        let (sender, receiver) = oneshot::channel();
        self.0.host.ask(code, command, move |outcome| {
            let _ = sender.send(outcome);
        });
        Ok(receiver.await.unwrap_or(Err(RoomError::Closing))?)
    }

    /// What is told when a room changes, from now on.
    pub(super) fn follow(&self, hosted: &Hosted) -> watch::Receiver<Arc<Signal>> {
        let room = &hosted.live().room;
        let mut channels = self.0.channels.lock().unwrap_or_else(PoisonError::into_inner);
        let channel = channels
            .entry(room.code.clone())
            .or_insert_with(|| watch::Sender::new(Arc::new(Signal::of(room))));
        // What changed before anybody followed was told to nobody.
        channel.send_if_modified(|last| {
            let is_old = last.version < room.version;
            if is_old {
                *last = Arc::new(Signal::of(room));
            }
            is_old
        });
        channel.subscribe()
    }

    pub(super) fn may_write(&self, code: &RoomCode, seat: SeatId) -> Result<(), WebError> {
        self.0.seats.check_key(&format!("{code}/{seat}")).map_err(|_| WebError::TooFast)
    }

    pub(super) fn may_join(&self, code: &RoomCode) -> Result<(), WebError> {
        self.0.joins.check_key(&code.to_string()).map_err(|_| WebError::TooFast)
    }

    pub(super) fn may_look_again(&self) -> Result<(), WebError> {
        self.0.looks.check().map_err(|_| WebError::TooFast)
    }

    /// Forgets buckets that are full again.
    pub(super) fn tidy(&self) {
        self.0.seats.retain_recent();
        self.0.joins.retain_recent();
    }

    /// Ends live updates, which would otherwise go on as long as a browser listens.
    pub(super) fn begin_closing(&self) {
        self.0.closing.send_replace(true);
    }

    pub(super) fn closing(&self) -> watch::Receiver<bool> {
        self.0.closing.subscribe()
    }
}
