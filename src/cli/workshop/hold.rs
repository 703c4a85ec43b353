//! Holds rooms until it is told to stop.

use std::net::TcpListener;
use std::process::ExitCode;
use std::sync::{Arc, mpsc};

use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Hold, address, lock, today};
use crate::cli::Everywhere;
use crate::cli::error::CliError;
use crate::cli::outside::Outside;
use crate::content::ids::{QuestionId, ScenarioId};
use crate::interview::room::{Phase, RoomCode};
use crate::library::Library;
use crate::session::World as _;
use crate::session::room::{Opening, erase, kept_rooms};
use crate::store::{SqliteStore, Store};
use crate::terminal::words::count;
use crate::terminal::workshop::{self, Invitation};
use crate::web::{App, Limits, serve};

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Hold,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let library = outside.scoring_library(everywhere)?;
    // A name that is none must not leave a store behind, nor a port taken.
    for id in &arguments.scenarios {
        library.scenario(&ScenarioId::new(id))?;
    }
    let has_person = outside.surroundings.input_is_terminal;
    let address = match (arguments.listen, arguments.lan) {
        (Some(address), _) => address,
        (None, true) => address::lan()?,
        (None, false) if has_person => match address::ask(outside)? {
            Some(address) => address,
            None => return Ok(ExitCode::SUCCESS),
        },
        (None, false) => address::HERE,
    };
    let held = lock::hold(everywhere, outside)?;
    let store: Arc<SqliteStore> = Arc::new(outside.store(everywhere)?);
    let listener =
        TcpListener::bind(address).map_err(|source| CliError::Listen { address, source })?;
    let address = listener.local_addr()?;
    let public = arguments.public_url.clone().unwrap_or_else(|| format!("http://{address}"));

    let today = today(outside);
    erase_due(store.as_ref(), today, outside)?;
    let world = Arc::new(Outside::new());
    let app = App::new(store, world, TimeZone::system(), &public, Limits::default())?;
    app.host().resume(today)?;
    let rooms = choose_rooms(arguments, &library, &app, today, outside)?;
    if rooms.is_empty() {
        return Err(CliError::Usage(
            "no room is unfinished: name a case, such as `hotseat workshop chatbot-explainability`"
                .to_owned(),
        ));
    }

    let (sender, stop) = mpsc::channel();
    let stops = ctrlc::set_handler(move || {
        let _ = sender.send(());
    });
    stops.map_err(|error| CliError::Usage(format!("cannot wait for Ctrl-C: {error}")))?;
    let running = serve(listener, app.clone())?;
    for code in &rooms {
        announce(&app, code, outside)?;
    }
    outside.say("Ctrl-C ends it; everything is kept, and the same command goes on from there.");
    let _ = stop.recv();
    running.stop()?;
    app.host().close();
    drop(held);
    outside.say("The workshop has ended. Everything is kept.");
    Ok(ExitCode::SUCCESS)
}

/// A room for each case: the latest unfinished one, or a new one. Without a case, all that are
/// unfinished.
fn choose_rooms(
    arguments: &Hold,
    library: &Library,
    app: &App,
    today: Date,
    outside: &mut Outside,
) -> Result<Vec<RoomCode>, CliError> {
    let mut unfinished: Vec<_> = app
        .host()
        .rooms()
        .into_iter()
        .map(|hosted| hosted.live())
        .filter(|live| live.room.phase != Phase::Report)
        .collect();
    unfinished.sort_by_key(|live| (std::cmp::Reverse(live.room.opened), live.room.code.clone()));
    if arguments.scenarios.is_empty() {
        return Ok(unfinished.iter().map(|live| live.room.code.clone()).collect());
    }
    let questions: Vec<QuestionId> = arguments.questions.iter().map(QuestionId::new).collect();
    let mut rooms = Vec::new();
    for id in &arguments.scenarios {
        let id = ScenarioId::new(id);
        let fits = |code: &RoomCode| !rooms.contains(code);
        let kept = unfinished.iter().find(|live| {
            let room = &live.room;
            let same = questions.is_empty()
                || (room.questions.len() == questions.len()
                    && questions.iter().all(|own| room.questions.contains(own)));
            !arguments.new && room.scenario == id && same && fits(&room.code)
        });
        let code = match kept {
            Some(live) => {
                let people = count(live.room.people(), "person", "people");
                outside.say(&format!(
                    "Room {} is taken up where it was, with {people}; --new opens another.",
                    live.room.code
                ));
                live.room.code.clone()
            }
            None => app.host().open(
                library,
                &Opening {
                    scenario: id,
                    questions: questions.clone(),
                    capacity: arguments.capacity,
                    keep_until: today
                        .checked_add(i64::from(arguments.keep_days).days())
                        .unwrap_or(Date::MAX),
                    seed: outside.seed(),
                },
            )?,
        };
        rooms.push(code);
    }
    Ok(rooms)
}

/// One line for programs; on a terminal, what a facilitator needs.
fn announce(app: &App, code: &RoomCode, outside: &mut Outside) -> Result<(), CliError> {
    let key = app.host().new_key(code)?;
    let join = app.join_url(code);
    let facilitator = app.facilitator_url(code, &key);
    if outside.surroundings.output_is_terminal {
        let Some(hosted) = app.host().room(code) else { return Ok(()) };
        let live = hosted.live();
        let invitation = Invitation {
            title: &live.room.title,
            code: code.as_str(),
            join: &join,
            facilitator: &facilitator,
        };
        let text = workshop::invitation(outside.screen(), &invitation);
        outside.print(&text)
    } else {
        outside.print(&format!("room\t{code}\t{join}\t{facilitator}\n"))
    }
}

/// Erases what people were told would be erased by now.
fn erase_due(store: &dyn Store, today: Date, outside: &mut Outside) -> Result<(), CliError> {
    for kept in kept_rooms(store)? {
        if let Some(room) = kept.room.filter(|room| room.is_due(today)) {
            erase(store, &kept.stream, outside.now())?;
            outside
                .say(&format!("Room {} was due on {} and is erased.", room.code, room.keep_until));
        }
    }
    Ok(())
}
