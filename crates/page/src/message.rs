//! What a page may ask and what it is told: typed, bounded, and the same on both sides by the files in `contract/`.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::attribution::Attribution;
use crate::gauge::Gauge;
use crate::league::{Act, Card};
use crate::lesson::Lesson;
use crate::spec::{Setting, Spec};
use crate::spread::Spread;
use crate::trace::Trace;

mod world;

pub use world::{LeverCard, Named, WorldCard};

/// Version of this contract: a page of another version is told to reload.
pub const CONTRACT: u32 = 1;
/// Largest message of a page [bytes].
pub const MOST_BYTES: usize = 4096;
/// Most levers in a spec.
const MOST_LEVERS: usize = 64;
/// Longest name in a message.
const LONGEST_NAME: usize = 64;

/// What a page asks. Names are compared with closed lists; nothing of it becomes a path, a query or a text on a screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Ask {
    /// The first message.
    Hello {
        /// Version of the contract.
        contract: u32,
        /// Code of the class, where one is needed.
        #[serde(default)]
        code: Option<String>,
    },
    /// A run. A newer one takes the place of one that is not done.
    Play {
        /// Number that the answer repeats.
        id: u32,
        /// The run.
        spec: Spec,
    },
    /// Why a price moved.
    Why {
        /// Number that the answer repeats.
        id: u32,
        /// The run.
        spec: Spec,
        /// Good.
        good: String,
        /// Zone.
        zone: String,
        /// Month at whose end it had moved, from 0.
        month: usize,
        /// Whether to share out by Shapley values, which takes more runs.
        is_shapley: bool,
    },
    /// The leverage gauge.
    Gauge {
        /// Number that the answer repeats.
        id: u32,
        /// The run.
        spec: Spec,
    },
    /// How far prices are spread over the luck of many runs.
    Spread {
        /// Number that the answer repeats.
        id: u32,
        /// The run; its seed does not matter.
        spec: Spec,
    },
    /// A file to keep.
    File {
        /// Number that the answer repeats.
        id: u32,
        /// The run.
        spec: Spec,
        /// Which.
        kind: FileKind,
    },
    /// A short code for a run.
    Keep {
        /// Number that the answer repeats.
        id: u32,
        /// The run.
        spec: Spec,
    },
    /// The run of a short code.
    Fetch {
        /// Number that the answer repeats.
        id: u32,
        /// The code.
        code: String,
    },
    /// How others reach this page; answered on the machine that it runs on alone.
    Connection {
        /// Number that the answer repeats.
        id: u32,
    },
    /// Where the league of a lesson is.
    League {
        /// Number that the answer repeats.
        id: u32,
        /// Name of the lesson.
        lesson: String,
        /// What a rule was handed in with.
        #[serde(default)]
        token: Option<String>,
    },
    /// A rule for the league: the levers of a run. It takes the place of one that was handed in with the same token.
    Submit {
        /// Number that the answer repeats.
        id: u32,
        /// Name of the lesson.
        lesson: String,
        /// What an earlier rule was handed in with.
        #[serde(default)]
        token: Option<String>,
        /// The run; its seed does not matter.
        spec: Spec,
    },
    /// Something to do with the league; done on the machine that the program runs on alone.
    Conduct {
        /// Number that the answer repeats.
        id: u32,
        /// Name of the lesson.
        lesson: String,
        /// What.
        act: Act,
    },
}

/// Files that a page may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// The scenario, to run on the command line.
    Scenario,
    /// Table `prices`, the same bytes as on the command line.
    Prices,
    /// The report, the same bytes as on the command line.
    Report,
}

/// What a page is told.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Answer {
    /// The answer to the first message.
    Welcome {
        /// Version of the contract.
        contract: u32,
        /// Version of the program.
        program: &'static str,
        /// Worlds on the page.
        worlds: Vec<WorldCard>,
        /// Lessons.
        lessons: Vec<Lesson>,
        /// Whether the page is open on the machine that the program runs on.
        is_host: bool,
    },
    /// A run, or as much of it as there is.
    Course {
        /// Number of the question.
        id: u32,
        /// Whether the run is over.
        is_whole: bool,
        /// The months.
        course: Box<RawValue>,
    },
    /// Why a price moved.
    Why {
        /// Number of the question.
        id: u32,
        /// What led to it.
        trace: Option<Trace>,
        /// What each driver did.
        attribution: Attribution,
    },
    /// The leverage gauge.
    Gauge {
        /// Number of the question.
        id: u32,
        /// The points.
        gauge: Gauge,
    },
    /// How far prices are spread.
    Spread {
        /// Number of the question.
        id: u32,
        /// The band.
        spread: Spread,
    },
    /// A file.
    File {
        /// Number of the question.
        id: u32,
        /// Name to save it by.
        name: String,
        /// Its text.
        text: String,
        /// SHA-256 of the text, as in a manifest.
        sha256: String,
    },
    /// A run is kept.
    Kept {
        /// Number of the question.
        id: u32,
        /// Code by which anybody here gets it.
        code: String,
        /// Address that opens it.
        address: String,
        /// The address as a QR code: rows of modules, `1` for a dark one.
        square: Vec<String>,
    },
    /// The run of a code.
    Fetched {
        /// Number of the question.
        id: u32,
        /// The run.
        spec: Spec,
    },
    /// How others reach this page.
    Connection {
        /// Number of the question.
        id: u32,
        /// Whether others on the network may connect.
        is_lan: bool,
        /// Addresses of the page, that of this machine first.
        doors: Vec<Door>,
        /// Other devices that are connected.
        others_now: usize,
        /// Other devices that have reached the page since it was opened.
        others_ever: usize,
    },
    /// Where a league is.
    League {
        /// Number of the question.
        id: u32,
        /// What there is to see.
        league: Card,
        /// By which a rule that was just handed in can be replaced.
        token: Option<String>,
    },
    /// A question is refused.
    Refused {
        /// Number of the question, where it has one.
        id: Option<u32>,
        /// Kind, by the name of its text.
        code: &'static str,
        /// Details for people.
        detail: String,
        /// Months that were done, where a run began and had no end.
        #[serde(skip_serializing_if = "Option::is_none")]
        month: Option<usize>,
    },
}

/// An address of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Door {
    /// The address, with the code of the class where one is needed.
    pub address: String,
    /// The address as a QR code, rows of modules; nothing for an address that no other device can open.
    pub square: Vec<String>,
}

/// What is wrong with a message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// Too long.
    #[error("the message has {0} bytes, allowed are {MOST_BYTES}")]
    Long(usize),
    /// Not a message of the contract.
    #[error("the message is none of the contract: {0}")]
    Unknown(String),
}

/// Reads a message of a page.
///
/// # Errors
/// When it is too long, not of the contract, or names things at a length that no list has.
pub fn decode(text: &str) -> Result<Ask, MessageError> {
    if text.len() > MOST_BYTES {
        return Err(MessageError::Long(text.len()));
    }
    let ask: Ask =
        serde_json::from_str(text).map_err(|error| MessageError::Unknown(error.to_string()))?;
    if ask.is_bounded() {
        Ok(ask)
    } else {
        Err(MessageError::Unknown(
            "a name is too long, or there are too many levers".to_owned(),
        ))
    }
}

impl Ask {
    /// Number of the question.
    pub fn id(&self) -> Option<u32> {
        match self {
            Self::Hello { .. } => None,
            Self::Play { id, .. }
            | Self::Why { id, .. }
            | Self::Gauge { id, .. }
            | Self::Spread { id, .. }
            | Self::File { id, .. }
            | Self::Keep { id, .. }
            | Self::Fetch { id, .. }
            | Self::League { id, .. }
            | Self::Submit { id, .. }
            | Self::Conduct { id, .. }
            | Self::Connection { id } => Some(*id),
        }
    }

    fn is_bounded(&self) -> bool {
        let short = |name: &String| name.len() <= LONGEST_NAME;
        let setting = |setting: &Setting| match setting {
            Setting::Number(number) => number.is_finite(),
            Setting::Choice(name) => short(name),
        };
        let is_fine = |spec: &Spec| {
            short(&spec.world)
                && spec.levers.len() <= MOST_LEVERS
                && spec.levers.iter().all(|(id, to)| short(id) && setting(to))
        };
        match self {
            Self::Hello { code, .. } => code.as_ref().is_none_or(short),
            Self::Play { spec, .. }
            | Self::Gauge { spec, .. }
            | Self::Spread { spec, .. }
            | Self::File { spec, .. }
            | Self::Keep { spec, .. } => is_fine(spec),
            Self::Fetch { code, .. } => short(code),
            Self::Connection { .. } => true,
            Self::League { lesson, token, .. } => short(lesson) && token.iter().all(short),
            Self::Submit {
                lesson,
                token,
                spec,
                ..
            } => short(lesson) && token.iter().all(short) && is_fine(spec),
            Self::Conduct { lesson, .. } => short(lesson),
            Self::Why {
                spec, good, zone, ..
            } => is_fine(spec) && short(good) && short(zone),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::league::{LeagueTable, Own, Range, Row, Stage, Standing, Team};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        /// Fuzz: whatever arrives, the decoder answers and never panics.
        #[test]
        fn any_text_is_decoded_or_refused(text in "\\PC{0,400}") {
            drop(decode(&text));
        }

        /// Fuzz near the contract: JSON with the right names and wrong everything else.
        #[test]
        fn nearly_right_messages_are_decoded_or_refused(
            kind in "hello|play|why|gauge|spread|file|keep|fetch|connection|league|submit|conduct|rm|",
            id in any::<i64>(),
            seed in "-?[0-9]{1,30}|1e400|NaN|null|\"7\"",
            lever in "[a-z_.\\\\/\"]{0,80}",
            value in "-?[0-9.eE+-]{1,12}|null|true|\\[\\]|\\{\\}",
        ) {
            let text = format!(r#"{{"type":"{kind}","id":{id},"spec":{{"world":"one_metal","seed":{seed},"levers":{{"{lever}":{value}}}}}}}"#);
            if let Ok(ask) = decode(&text) {
                prop_assert!(ask.id().is_none_or(|it| i64::from(it) == id));
            }
        }
    }

    /// How a message is spoiled: what is done at which place, and with which byte.
    fn spoil(text: &mut Vec<u8>, (what, place, byte): (u8, usize, u8)) {
        let place = place % text.len().max(1);
        let end = (place + 1 + usize::from(byte) % 16).min(text.len());
        match what {
            0 if place < text.len() => text[place] = byte,
            1 => text.insert(place, byte),
            2 if place < text.len() => drop(text.remove(place)),
            3 if place < text.len() => drop(text.drain(place..end)),
            4 if place < text.len() => {
                let piece = text[place..end].to_vec();
                text.splice(place..place, piece);
            }
            5 => text.truncate(place),
            _ => {}
        }
    }

    /// Fuzz: messages of the contract with one to four spots spoiled, a hundred thousand of them.
    #[test]
    fn a_hundred_thousand_spoiled_messages_are_decoded_within_bounds_or_refused() {
        use std::cell::Cell;

        use proptest::test_runner::{Config, TestRunner};

        let asks: Vec<serde_json::Value> =
            serde_json::from_str(include_str!("../contract/asks.json")).unwrap();
        let asks: Vec<Vec<u8>> = asks
            .iter()
            .map(|ask| ask.to_string().into_bytes())
            .collect();
        let config = Config {
            cases: 100_000,
            failure_persistence: None,
            ..Config::default()
        };
        let spots = prop::collection::vec((0_u8..6, any::<usize>(), any::<u8>()), 1..5);
        let (decoded, refused) = (Cell::new(0), Cell::new(0));
        let outcome = TestRunner::new(config).run(&(0..asks.len(), spots), |(which, spots)| {
            let mut text = asks[which].clone();
            for spot in spots {
                spoil(&mut text, spot);
            }
            match decode(&String::from_utf8_lossy(&text)) {
                Ok(ask) => {
                    decoded.set(decoded.get() + 1);
                    prop_assert!(ask.is_bounded());
                    let again = serde_json::to_string(&ask).unwrap();
                    prop_assert!(decode(&again).is_ok(), "{again}");
                }
                Err(_) => refused.set(refused.get() + 1),
            }
            Ok(())
        });
        outcome.unwrap();
        // Both ways are taken often: the messages are neither noise nor untouched.
        assert!(decoded.get() > 2_000, "{} decoded", decoded.get());
        assert!(refused.get() > 50_000, "{} refused", refused.get());
    }

    #[test]
    fn message_of_4097_bytes_is_refused_unread() {
        assert_eq!(decode(&" ".repeat(4097)), Err(MessageError::Long(4097)));
    }

    #[test]
    fn numbers_that_json_cannot_hold_are_refused() {
        for number in ["1e999", "NaN", "Infinity"] {
            let text = format!(
                r#"{{"type":"play","id":1,"spec":{{"world":"w","seed":1,"levers":{{"a":{number}}}}}}}"#
            );
            assert!(decode(&text).is_err(), "{number}");
        }
    }

    #[test]
    fn contract_with_the_page_is_as_written_down() {
        let asks: Vec<serde_json::Value> =
            serde_json::from_str(include_str!("../contract/asks.json")).unwrap();
        assert_eq!(asks.len(), 14);
        for ask in asks {
            let text = ask.to_string();
            let read = decode(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(serde_json::to_value(&read).unwrap(), ask);
        }
    }

    #[test]
    fn answer_about_the_connection_is_as_written_down() {
        let door = |address: &str, square: &[&str]| Door {
            address: address.to_owned(),
            square: square.iter().map(|&row| row.to_owned()).collect(),
        };
        let answer = Answer::Connection {
            id: 9,
            is_lan: true,
            doors: vec![
                door("http://127.0.0.1:8377/#c=K7M4QXP", &[]),
                door("http://192.168.178.20:8377/#c=K7M4QXP", &["10", "01"]),
            ],
            others_now: 1,
            others_ever: 3,
        };
        let written: serde_json::Value =
            serde_json::from_str(include_str!("../contract/connection.json")).unwrap();
        assert_eq!(serde_json::to_value(&answer).unwrap(), written);
    }

    #[test]
    fn answer_about_the_league_is_as_written_down() {
        let levers = BTreeMap::from([("release_trigger".to_owned(), Setting::Number(0.4))]);
        let range = |median: f64| {
            Some(Range {
                low: median / 2.0,
                median,
                high: median * 2.0,
            })
        };
        let standing = Standing {
            runs: 20,
            measures: vec![range(440.0), range(0.25), range(-2.0e6), None],
        };
        let own = Own {
            team: Team::of(1),
            levers: levers.clone(),
        };
        let row = |team: Option<Team>, name: Option<&str>| Row {
            team,
            name: name.map(str::to_owned),
            levers: if team.is_some() {
                levers.clone()
            } else {
                BTreeMap::new()
            },
            is_loadable: team.is_some(),
            standing: standing.clone(),
        };
        let table = LeagueTable {
            seeds: vec![10_007, 20_011],
            rows: vec![row(Some(own.team), None), row(None, Some("Never open it"))],
        };
        let answer = Answer::League {
            id: 12,
            league: Card {
                lesson: "02_open_the_reserve".to_owned(),
                stage: Stage::Closed,
                rules: 1,
                most_rules: 40,
                done: 0,
                of: 0,
                own: Some(own),
                table: Some(table),
            },
            token: Some("K7M4QXPAK7M4QXPA".to_owned()),
        };
        let written: serde_json::Value =
            serde_json::from_str(include_str!("../contract/league.json")).unwrap();
        assert_eq!(serde_json::to_value(&answer).unwrap(), written);
    }
}
