//! What a page sees of a league, and what a teacher may do with it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Standing, Team};
use crate::spec::Setting;

/// What whoever sits at the machine of the program may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Let rules be handed in.
    Open,
    /// Let no more rules be handed in.
    Close,
    /// Play all rules; none is handed in meanwhile.
    Play,
    /// Stop playing.
    Stop,
    /// Forget all rules and the table.
    Clear,
}

/// Where a league is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Rules may be handed in.
    Open,
    /// They may not.
    Closed,
    /// It is being played.
    Playing,
}

/// A league as a page sees it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Card {
    /// Name of the lesson.
    pub lesson: String,
    /// Where it is.
    pub stage: Stage,
    /// Rules that were handed in.
    pub rules: usize,
    /// Most rules that can be.
    pub most_rules: usize,
    /// Runs that are done, while it is played.
    pub done: usize,
    /// Runs that it takes.
    pub of: usize,
    /// What the asker has handed in.
    pub own: Option<Own>,
    /// The table of the last play.
    pub table: Option<LeagueTable>,
}

/// A rule that somebody has handed in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Own {
    /// By which its team goes.
    pub team: Team,
    /// Where its levers stand.
    pub levers: BTreeMap<String, Setting>,
}

/// Where all rules stand.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeagueTable {
    /// Luck on which all were played.
    pub seeds: Vec<u64>,
    /// Rules, those of teams first, in the order in which they came; no order of merit.
    pub rows: Vec<Row>,
}

/// One rule of the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Whose it is; nothing for a rule of the lesson.
    pub team: Option<Team>,
    /// Name of a rule of the lesson.
    pub name: Option<String>,
    /// Where its levers stand.
    pub levers: BTreeMap<String, Setting>,
    /// Whether its levers say all of it.
    pub is_loadable: bool,
    /// Where it stands.
    pub standing: Standing,
}
