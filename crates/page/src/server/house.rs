//! What all sockets share: the worlds, the runs made so far, and who is inside.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OnceCell, Semaphore};
use tokio::time::Instant;

use super::ServeError;
use super::league::Room;
use super::letters;
use super::limit::{Doorkeeper, Others};
use super::shelf::Shelf;
use crate::cache::Cache;
use crate::course::Course;
use crate::lab::Lab;
use crate::message::{LeverCard, Named, WorldCard};
use crate::spread::Spread;

/// Letters of the code of a class.
const CODE_LENGTH: usize = 7;
/// Runs that are kept.
const MOST_RUNS: usize = 128;

/// What all sockets share.
pub(super) struct House {
    pub(super) labs: Vec<Lab>,
    /// What a page is told of the worlds; made once.
    pub(super) cards: Vec<WorldCard>,
    /// Hosts that requests may name.
    pub(super) hosts: Vec<String>,
    /// Code of the class, where others may connect.
    pub(super) code: Option<String>,
    /// Runs at a time.
    pub(super) permits: Arc<Semaphore>,
    /// Bands at a time: one, so that of many that are wanted at most one run stands before anybody's lever.
    pub(super) bands: Arc<Semaphore>,
    /// Runs that have a short code.
    pub(super) shelf: Shelf,
    /// Report of each world as it opens, in the order of the worlds, made when somebody first asks.
    pub(super) reports: Vec<OnceCell<Arc<str>>>,
    /// Leagues of the lessons.
    pub(super) leagues: Vec<Room>,
    port: u16,
    addresses: Vec<IpAddr>,
    runs: Mutex<Cache<(Course, String)>>,
    spreads: Mutex<Cache<Spread>>,
    door: Mutex<Doorkeeper>,
    last: Mutex<Instant>,
}

impl House {
    pub(super) fn new(labs: Vec<Lab>, port: u16, is_lan: bool) -> Result<Self, ServeError> {
        let addresses = if is_lan { own_addresses() } else { Vec::new() };
        let mut hosts: Vec<String> = ["127.0.0.1", "localhost", "[::1]"]
            .iter()
            .map(|host| format!("{host}:{port}"))
            .collect();
        hosts.extend(addresses.iter().map(|address| format!("{address}:{port}")));
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Self {
            cards: labs.iter().map(card).collect(),
            reports: labs.iter().map(|_| OnceCell::new()).collect(),
            leagues: Room::all(&labs, is_lan),
            labs,
            hosts,
            code: if is_lan { Some(code()?) } else { None },
            // One processor stays free for the sockets.
            permits: Arc::new(Semaphore::new((processors - 1).max(1))),
            bands: Arc::new(Semaphore::new(1)),
            shelf: Shelf::new(),
            port,
            addresses,
            spreads: Mutex::new(Cache::new(MOST_RUNS)),
            runs: Mutex::new(Cache::new(MOST_RUNS)),
            door: Mutex::new(Doorkeeper::default()),
            last: Mutex::new(Instant::now()),
        })
    }

    pub(super) fn addresses(&self) -> Vec<String> {
        let code = self
            .code
            .as_ref()
            .map_or(String::new(), |code| format!("#c={code}"));
        let here = std::iter::once("127.0.0.1".to_owned());
        let all = here.chain(self.addresses.iter().map(ToString::to_string));
        all.map(|host| format!("http://{host}:{}/{code}", self.port))
            .collect()
    }

    /// Address at which others open a run of the shelf: in the network where they can, else on this machine.
    pub(super) fn address_of(&self, code: &str) -> String {
        let addresses = self.addresses();
        let address = addresses.get(1).unwrap_or(&addresses[0]);
        let sign = if self.code.is_some() { '&' } else { '#' };
        format!("{address}{sign}r={code}")
    }

    pub(super) fn lab(&self, name: &str) -> Option<&Lab> {
        self.labs.iter().find(|lab| lab.name == name)
    }

    pub(super) fn door(&self) -> MutexGuard<'_, Doorkeeper> {
        self.door.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Devices that are not this machine.
    pub(super) fn others(&self) -> Others {
        self.door().others(&self.addresses)
    }

    pub(super) fn run(&self, key: &str) -> Option<Arc<(Course, String)>> {
        self.runs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(key)
    }

    pub(super) fn keep(&self, key: String, run: Arc<(Course, String)>) {
        self.runs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .put(key, run);
    }

    /// A band that was made before.
    pub(super) fn spread(&self, key: &str) -> Option<Arc<Spread>> {
        self.spreads
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(key)
    }

    pub(super) fn keep_spread(&self, key: String, spread: Arc<Spread>) {
        self.spreads
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .put(key, spread);
    }

    /// Notes that somebody asked something.
    pub(super) fn touch(&self) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    pub(super) fn idle(&self) -> Duration {
        self.last
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .elapsed()
    }
}

/// Addresses of this machine in its networks; none of them leaves it.
fn own_addresses() -> Vec<IpAddr> {
    let found = if_addrs::get_if_addrs().unwrap_or_default();
    let mut addresses: Vec<IpAddr> = found
        .into_iter()
        .filter(|it| !it.is_loopback())
        .map(|it| it.ip())
        .filter(IpAddr::is_ipv4)
        .collect();
    addresses.sort();
    addresses.dedup();
    addresses
}

fn code() -> Result<String, ServeError> {
    letters::drawn(CODE_LENGTH).map_err(|error| ServeError::System(error.to_string()))
}

fn card(lab: &Lab) -> WorldCard {
    let scenario = &lab.scenario;
    let zone_of = |country: &str| {
        let found = scenario.countries.iter().find(|it| it.id == country);
        found.map_or_else(String::new, |it| it.zone.clone())
    };
    let named = |id: &str, name: &str| Named {
        id: id.to_owned(),
        name: name.to_owned(),
    };
    let good = |id: &String| {
        let found = scenario.goods.iter().find(|it| it.id == *id);
        named(id, found.map_or(id, |good| &good.name))
    };
    let lever = |lever: &crate::lab::Lever| {
        let (meaning, source) = lab.meaning(lever);
        LeverCard {
            written: lab.written(lever),
            lever: lever.clone(),
            meaning,
            source,
        }
    };
    WorldCard {
        name: lab.name.clone(),
        question: scenario.about.question.clone(),
        notes: scenario.about.notes.clone(),
        hash: scenario.hash(),
        sources: scenario.about.sources.clone(),
        start: scenario.clock.start.to_string(),
        weeks: scenario.clock.weeks,
        importer: lab.focus.importer.clone(),
        origin: lab.focus.origin.clone(),
        alternative: lab.focus.alternative.clone(),
        goods: lab.focus.goods.iter().map(good).collect(),
        countries: scenario
            .countries
            .iter()
            .map(|it| named(&it.id, &it.name))
            .collect(),
        zones: scenario
            .zones
            .iter()
            .map(|it| named(&it.id, &it.name))
            .collect(),
        importer_zone: zone_of(&lab.focus.importer),
        origin_zone: zone_of(&lab.focus.origin),
        reserve: lab.reserve().map(str::to_owned),
        levers: lab.levers().iter().map(lever).collect(),
        drivers: lab.drivers().map(str::to_owned).collect(),
        opening: lab.opening(),
        is_small: lab.is_small,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::letters::LETTERS;

    #[test]
    fn a_code_has_seven_letters_that_look_like_nothing_else_and_two_differ() {
        let (one, two) = (code().unwrap(), code().unwrap());
        assert_eq!(one.len(), 7);
        assert!(one.bytes().all(|letter| LETTERS.contains(&letter)));
        assert_ne!(one, two);
    }

    #[test]
    fn without_lan_only_this_machine_is_named_and_no_code_is_asked() {
        let house = House::new(Vec::new(), 8377, false).unwrap();
        assert_eq!(
            house.hosts,
            ["127.0.0.1:8377", "localhost:8377", "[::1]:8377"]
        );
        assert_eq!(house.addresses(), ["http://127.0.0.1:8377/"]);
        assert!(house.code.is_none());
        assert_eq!(
            house.address_of("K7M4QXPA"),
            "http://127.0.0.1:8377/#r=K7M4QXPA"
        );
    }
}
