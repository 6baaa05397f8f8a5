//! The leagues of lessons: teams hand in a rule each, the teacher opens, closes and plays. Only whoever sits at the machine
//! of the program conducts; a rule is levers within their bounds and nothing else; names are made up here.

use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;

use super::desk;
use super::house::House;
use super::letters;
use super::limit::LONGEST_WORK;
use crate::lab::Lab;
use crate::league::{
    Act, Card, League, LeagueTable, Measured, Own, Row, Rule, Stage, Standing, Team,
};
use crate::lesson::{Lesson, lessons};
use crate::message::{Answer, Ask};
use crate::play::{Ended, Watch};
use crate::spec::Spec;

/// Rules that can be handed in.
pub(super) const MOST_RULES: usize = 40;
/// Rules from one address, should somebody forget their tokens; this machine may hand in as many as there are.
const MOST_FROM_ADDRESS: usize = 6;
/// Letters of a token: 31 to the power of 16 is beyond guessing.
const TOKEN_LENGTH: usize = 16;

/// The league of one lesson.
pub(super) struct Room {
    lesson: String,
    world: String,
    plan: League,
    /// Number of the play that counts: an older one stops at its next month.
    number: AtomicU64,
    state: Mutex<State>,
}

struct State {
    stage: Stage,
    entries: Vec<Entry>,
    done: usize,
    of: usize,
    table: Option<LeagueTable>,
}

struct Entry {
    token: String,
    from: IpAddr,
    team: Team,
    rule: Rule,
}

/// Why something is not done: the name of its text, and details.
type No = (&'static str, String);

impl Room {
    /// The rooms of all lessons whose world is on the page. Without a network nobody has to be waited for: they are open.
    pub(super) fn all(labs: &[Lab], is_lan: bool) -> Vec<Self> {
        let room = |lesson: Lesson| {
            let plan = lesson.league?;
            let lab = labs.iter().find(|lab| lab.name == lesson.world)?;
            let stage = if is_lan { Stage::Closed } else { Stage::Open };
            lab.is_small.then(|| Self {
                lesson: lesson.id,
                world: lesson.world,
                plan,
                number: AtomicU64::new(0),
                state: Mutex::new(State {
                    stage,
                    entries: Vec::new(),
                    done: 0,
                    of: 0,
                    table: None,
                }),
            })
        };
        lessons().into_iter().filter_map(room).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What whoever has a token sees.
    fn card(&self, token: Option<&str>) -> Card {
        let state = self.state();
        let own = state
            .entries
            .iter()
            .find(|it| Some(it.token.as_str()) == token);
        Card {
            lesson: self.lesson.clone(),
            stage: state.stage,
            rules: state.entries.len(),
            most_rules: MOST_RULES,
            done: state.done,
            of: state.of,
            own: own.map(|entry| Own {
                team: entry.team,
                levers: entry.rule.levers.clone(),
            }),
            table: state.table.clone(),
        }
    }

    /// Takes a rule in and says by which token it can be replaced.
    fn submit(&self, rule: Rule, token: Option<&str>, from: IpAddr) -> Result<String, No> {
        let mut state = self.state();
        if state.stage != Stage::Open {
            let why = "rules are not handed in now";
            return Err(("league_closed", why.to_owned()));
        }
        let own = |entry: &&mut Entry| Some(entry.token.as_str()) == token;
        if let Some(entry) = state.entries.iter_mut().find(own) {
            entry.rule = rule;
            return Ok(entry.token.clone());
        }
        let from_there = state.entries.iter().filter(|it| it.from == from).count();
        let is_crowd = !from.is_loopback() && from_there >= MOST_FROM_ADDRESS;
        if state.entries.len() >= MOST_RULES || is_crowd {
            let why = format!(
                "{} rules are in, allowed are {MOST_RULES}, and {MOST_FROM_ADDRESS} from one device",
                state.entries.len()
            );
            return Err(("league_full", why));
        }
        let token = letters::drawn(TOKEN_LENGTH).map_err(|error| ("failed", error.to_string()))?;
        let team = Team::of(state.entries.len());
        state.entries.push(Entry {
            token: token.clone(),
            from,
            team,
            rule,
        });
        Ok(token)
    }

    /// Begins to play: the number of the play, or why there is none.
    fn begin(&self) -> Result<u64, No> {
        let mut state = self.state();
        if state.stage == Stage::Playing {
            return Err(("league_playing", "the league is being played".to_owned()));
        }
        state.stage = Stage::Playing;
        state.table = None;
        state.done = 0;
        state.of =
            (state.entries.len() + self.plan.references.len()) * self.plan.hidden_seeds().len();
        Ok(self.number.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// Ends whatever is played, and leaves the room as it then is.
    fn end(&self, to: Stage) -> MutexGuard<'_, State> {
        self.number.fetch_add(1, Ordering::Relaxed);
        let mut state = self.state();
        state.stage = to;
        (state.done, state.of) = (0, 0);
        state
    }

    fn is_playing(&self, number: u64) -> bool {
        self.number.load(Ordering::Relaxed) == number
    }

    /// All rules with what the table says of them before they are played.
    fn rows(&self) -> Vec<(Row, Rule)> {
        let row = |team: Option<Team>, name: Option<String>, rule: Rule| {
            let row = Row {
                team,
                name,
                levers: rule.levers.clone(),
                is_loadable: rule.without.is_empty(),
                standing: Standing::of(&[]),
            };
            (row, rule)
        };
        let state = self.state();
        let teams = state.entries.iter();
        let teams = teams.map(|it| row(Some(it.team), None, it.rule.clone()));
        let references = self.plan.references.iter();
        let references = references.map(|it| row(None, Some(it.name.clone()), it.rule()));
        teams.chain(references).collect()
    }
}

/// The answer to a question about a league, as text.
pub(super) fn answer(house: &Arc<House>, ask: &Ask, from: IpAddr) -> String {
    let (id, done) = match ask {
        Ask::League { id, lesson, token } => {
            let seen = room(house, lesson).map(|room| (room, token.clone(), None));
            (*id, seen)
        }
        Ask::Submit {
            id,
            lesson,
            token,
            spec,
        } => match hand_in(house, lesson, token.as_deref(), spec, from) {
            Ok(Ok((room, token))) => (*id, Ok((room, Some(token.clone()), Some(token)))),
            Ok(Err(no)) => (*id, Err(no)),
            Err(ended) => return desk::told(Some(*id), &ended),
        },
        Ask::Conduct { id, lesson, act } => {
            let done = conduct(house, lesson, *act, from).map(|room| (room, None, None));
            (*id, done)
        }
        other => return desk::refused(other.id(), "failed", "this is answered elsewhere"),
    };
    match done {
        Ok((room, token, new)) => desk::said(&Answer::League {
            id,
            league: room.card(token.as_deref()),
            token: new,
        }),
        Err((code, why)) => desk::refused(Some(id), code, &why),
    }
}

fn room<'h>(house: &'h House, lesson: &str) -> Result<&'h Room, No> {
    let found = house.leagues.iter().find(|room| room.lesson == lesson);
    found.ok_or_else(|| {
        (
            "league_none",
            format!("lesson `{lesson}` has no league here"),
        )
    })
}

fn hand_in<'h>(
    house: &'h House,
    lesson: &str,
    token: Option<&str>,
    spec: &Spec,
    from: IpAddr,
) -> Result<Result<(&'h Room, String), No>, Ended> {
    let room = match room(house, lesson) {
        Ok(room) => room,
        Err(no) => return Ok(Err(no)),
    };
    let spec = Spec {
        world: room.world.clone(),
        ..spec.clone()
    };
    let rule = room.plan.rule(desk::lab(house, &spec)?, &spec)?;
    Ok(room.submit(rule, token, from).map(|token| (room, token)))
}

/// Does what the teacher wants, and nothing for anybody else.
fn conduct<'h>(
    house: &'h Arc<House>,
    lesson: &str,
    act: Act,
    from: IpAddr,
) -> Result<&'h Room, No> {
    if !from.is_loopback() {
        let why = "a league is conducted on the machine alone that the program runs on";
        return Err(("elsewhere", why.to_owned()));
    }
    let room = room(house, lesson)?;
    match act {
        Act::Open => drop(room.end(Stage::Open)),
        Act::Close | Act::Stop => drop(room.end(Stage::Closed)),
        Act::Clear => {
            let mut state = room.end(Stage::Open);
            state.entries.clear();
            state.table = None;
        }
        Act::Play => {
            let number = room.begin()?;
            tokio::spawn(play(Arc::clone(house), lesson.to_owned(), number));
        }
    }
    Ok(room)
}

/// Leaves no room playing when its play is over, for whatever reason.
struct Whistle<'a> {
    room: &'a Room,
    number: u64,
}

impl Drop for Whistle<'_> {
    fn drop(&mut self) {
        if self.room.is_playing(self.number) {
            drop(self.room.end(Stage::Closed));
        }
    }
}

/// Plays every rule on the same luck, run by run: between two of them whoever waits for a lever goes first.
async fn play(house: Arc<House>, lesson: String, number: u64) {
    let Ok(room) = room(&house, &lesson) else {
        return;
    };
    let _whistle = Whistle { room, number };
    let seeds = room.plan.hidden_seeds();
    let mut table = LeagueTable {
        seeds: seeds.clone(),
        rows: Vec::new(),
    };
    let mut played: Vec<(Rule, Standing)> = Vec::new();
    for (mut row, rule) in room.rows() {
        // Two teams with one rule: it is played once.
        if let Some((_, standing)) = played.iter().find(|(other, _)| *other == rule) {
            row.standing = standing.clone();
            table.rows.push(row);
            room.state().done += seeds.len();
            continue;
        }
        let mut runs = Vec::new();
        for seed in &seeds {
            let run = one(&house, &lesson, &rule, *seed, number).await;
            if !room.is_playing(number) {
                return;
            }
            // A run that fails is missing, and the table says of how many runs a rule has its numbers.
            runs.extend(run);
            room.state().done += 1;
        }
        row.standing = Standing::of(&runs);
        played.push((rule, row.standing.clone()));
        table.rows.push(row);
    }
    let mut state = room.state();
    if room.is_playing(number) {
        state.table = Some(table);
    }
}

/// One run, beside the sockets; nothing where it fails or is stopped.
async fn one(
    house: &Arc<House>,
    lesson: &str,
    rule: &Rule,
    seed: u64,
    number: u64,
) -> Option<Measured> {
    let permit = Arc::clone(&house.permits).acquire_owned().await.ok()?;
    let (house, lesson, rule) = (Arc::clone(house), lesson.to_owned(), rule.clone());
    let work = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        let room = room(&house, &lesson).ok()?;
        let lab = house.lab(&room.world)?;
        let mut watch = Umpire {
            room,
            number,
            start: Instant::now(),
        };
        rule.play(lab, seed, &mut watch).ok()
    });
    work.await.ok().flatten()
}

/// Stops a run when its league is stopped, or it takes too long.
struct Umpire<'a> {
    room: &'a Room,
    number: u64,
    start: Instant,
}

impl Watch for Umpire<'_> {
    fn goes_on(&mut self) -> bool {
        self.room.is_playing(self.number) && self.start.elapsed() < LONGEST_WORK
    }
}

#[cfg(test)]
mod tests;
