//! The journal: what happened, in plain sentences, with what lay behind it, to be written as table `events`.
//!
//! Each entry has an id, which counts up from 1 in every run, and names the ids of its causes. Who notes something looks
//! for causes in the journal's memory: the entries of a year, and controls for as long as they are in force. What takes
//! longer than that to bear fruit (a plant being built, a supplier in test, a floor granted) is filed as a [`Matter`].

use crate::agent::AgentIndex;
use crate::goods::GoodIndex;
use crate::need::NeedIndex;
use crate::place::CountryIndex;
use bevy_ecs::prelude::Resource;
use educe::Educe;
use serde::{Deserialize, Serialize};

/// How long news is remembered [weeks].
const MEMORY_WEEKS: i64 = 52;
/// Most entries that are remembered; the oldest go first.
const MOST_REMEMBERED: usize = 1024;
/// Most causes that an entry names.
const MOST_CAUSES: usize = 6;

/// What an entry is to others: what they may name it as the cause of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Role {
    /// An export control was announced or took effect.
    Curb,
    /// A policy ended.
    Relief,
    /// A policy gave way to another about the same goods.
    Replacement,
    /// A duty on imports was announced or took effect.
    ImportDuty,
    /// A price floor or a credit was announced or took effect.
    Support,
    /// Another policy was announced or took effect.
    Rule,
    /// A government made up its mind.
    Choice,
    /// Tension rose.
    Strain,
    /// Tension fell.
    Thaw,
    /// A plant lost capacity.
    Outage,
    /// A plant gained capacity by a shock of the scenario.
    Gain,
    /// A plant raised money.
    Funding,
    /// A project was decided.
    Investment,
    /// A plant opened.
    Opening,
    /// A mine was mothballed.
    Closing,
    /// A mine reopened.
    Reopening,
    /// A supplier qualified.
    Qualification,
    /// A buyer ran short.
    Shortage,
    /// A strategic stock began or ended to buy.
    Purchase,
    /// A strategic stock began or ended to release.
    Release,
    /// A quote rose.
    Rise,
    /// A quote fell.
    Fall,
}

impl Role {
    /// The word used in tables.
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Role::Curb
            | Role::Relief
            | Role::Replacement
            | Role::ImportDuty
            | Role::Support
            | Role::Rule
            | Role::Choice => "policy",
            Role::Strain | Role::Thaw => "tension",
            Role::Outage | Role::Gain | Role::Funding => "shock",
            Role::Investment => "investment",
            Role::Opening => "opening",
            Role::Closing | Role::Reopening => "closing",
            Role::Qualification => "qualification",
            Role::Shortage => "shortage",
            Role::Purchase | Role::Release => "reserve",
            Role::Rise | Role::Fall => "price",
        }
    }
}

/// What is remembered of an entry.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Memo {
    /// Its id in the run, from 1.
    pub(crate) id: u64,
    /// What it is to others.
    pub(crate) role: Role,
    /// Who.
    pub(crate) agents: Vec<AgentIndex>,
    /// Goods that it is about.
    pub(crate) goods: Vec<GoodIndex>,
    /// The country that acts, then those it acts upon; with nobody named, a policy reaches all.
    pub(crate) countries: Vec<CountryIndex>,
    /// Id of the policy that it is about.
    pub(crate) policy: Option<String>,
    /// Whether it is a control that is still in force or to come.
    pub(crate) is_standing: bool,
    /// Week in which it was noted, from 0.
    pub(crate) week: i64,
}

impl Memo {
    /// Whether it is about one of some goods.
    pub(crate) fn is_about(&self, goods: &[GoodIndex]) -> bool {
        self.goods.iter().any(|good| goods.contains(good))
    }

    /// Whether a policy of another government, aimed at some or at all, reaches a country.
    pub(crate) fn reaches(&self, country: CountryIndex) -> bool {
        match self.countries.as_slice() {
            [] => false,
            [government] => *government != country,
            [government, targets @ ..] => *government != country && targets.contains(&country),
        }
    }
}

/// What somebody wants noted.
#[derive(Debug)]
pub(crate) struct Note {
    memo: Memo,
    causes: Vec<u64>,
    sentence: String,
}

impl Note {
    /// A sentence, and what it is to others.
    pub(crate) fn new(role: Role, sentence: String) -> Self {
        let memo = Memo {
            id: 0,
            role,
            agents: Vec::new(),
            goods: Vec::new(),
            countries: Vec::new(),
            policy: None,
            is_standing: role == Role::Curb,
            week: 0,
        };
        Self {
            memo,
            causes: Vec::new(),
            sentence,
        }
    }

    /// Says who.
    pub(crate) fn of(mut self, agents: &[AgentIndex]) -> Self {
        self.memo.agents = agents.to_vec();
        self
    }

    /// Says about which goods.
    pub(crate) fn about(mut self, goods: &[GoodIndex]) -> Self {
        self.memo.goods = goods.to_vec();
        self
    }

    /// Says which countries: who acts first, then upon whom.
    pub(crate) fn between(mut self, countries: &[CountryIndex]) -> Self {
        self.memo.countries = countries.to_vec();
        self
    }

    /// Says which policy.
    pub(crate) fn on_policy(mut self, id: Option<&str>) -> Self {
        self.memo.policy = id.map(str::to_owned);
        self
    }

    /// Says why.
    pub(crate) fn because(mut self, causes: Vec<u64>) -> Self {
        self.causes = causes;
        self
    }
}

/// One entry of the week.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// What will be remembered.
    pub(crate) memo: Memo,
    /// Ids of its causes, the nearest first.
    pub(crate) causes: Vec<u64>,
    /// In words.
    pub(crate) sentence: String,
}

/// Something begun, whose causes are kept until it comes to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Matter {
    /// A plant being built.
    Project(AgentIndex),
    /// Money or a floor that a plant was given.
    Backing(AgentIndex),
    /// A supplier in test.
    Test(NeedIndex, AgentIndex),
}

/// How far back a search for causes goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// News of the last year.
    News,
    /// These, and controls in force however old.
    Standing,
}

/// Entries of the current week, and the memory of earlier ones.
#[derive(Resource, Debug, Educe, Default, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Journal {
    /// Not yet written.
    pub(crate) entries: Vec<Entry>,
    /// Whether the policies in force at the start have been applied.
    pub(crate) policies_applied: bool,
    /// Entries written so far.
    written: u64,
    memory: Vec<Memo>,
    matters: Vec<(Matter, Vec<u64>)>,
    week: i64,
}

impl Journal {
    /// Notes what happened and returns the id that it has in the table.
    pub(crate) fn note(&mut self, note: Note) -> u64 {
        let Note {
            mut memo,
            mut causes,
            sentence,
        } = note;
        memo.id = self.written + self.entries.len() as u64 + 1;
        memo.week = self.week;
        if matches!(memo.role, Role::Relief | Role::Replacement) {
            self.end_standing(memo.policy.as_deref());
        }
        causes.truncate(MOST_CAUSES);
        let id = memo.id;
        self.entries.push(Entry {
            memo,
            causes,
            sentence,
        });
        id
    }

    /// Marks a policy's entries as those of a control that is over.
    fn end_standing(&mut self, policy: Option<&str>) {
        let today = self.entries.iter_mut().map(|entry| &mut entry.memo);
        for memo in self.memory.iter_mut().chain(today) {
            if memo.policy.is_some() && memo.policy.as_deref() == policy {
                memo.is_standing = false;
            }
        }
    }

    /// Ids of remembered entries that bear on something: `distance` says how far each is from it, or that it does not.
    /// The nearest come first, of these the latest; of each policy only the latest stage is named.
    pub(crate) fn recall(
        &self,
        reach: Reach,
        distance: impl Fn(&Memo) -> Option<usize>,
    ) -> Vec<u64> {
        let today = self.entries.iter().map(|entry| &entry.memo);
        let is_in_reach = |memo: &&Memo| {
            self.week - memo.week < MEMORY_WEEKS || (memo.is_standing && reach == Reach::Standing)
        };
        let mut found: Vec<(usize, &Memo)> = self
            .memory
            .iter()
            .chain(today)
            .filter(is_in_reach)
            .filter_map(|memo| distance(memo).map(|steps| (steps, memo)))
            .collect();
        found.sort_by_key(|(steps, memo)| (*steps, std::cmp::Reverse(memo.id)));
        let mut causes: Vec<&Memo> = Vec::new();
        for (_, memo) in found {
            let is_told = causes
                .iter()
                .any(|known| known.policy.is_some() && known.policy == memo.policy);
            if !is_told && causes.len() < MOST_CAUSES {
                causes.push(memo);
            }
        }
        causes.iter().map(|memo| memo.id).collect()
    }

    /// Keeps causes with a matter.
    pub(crate) fn file(&mut self, matter: Matter, causes: &[u64]) {
        match self.matters.iter_mut().find(|(known, _)| *known == matter) {
            Some((_, kept)) => kept.extend(causes),
            None => self.matters.push((matter, causes.to_vec())),
        }
    }

    /// What is kept with a matter.
    pub(crate) fn filed(&self, matter: Matter) -> &[u64] {
        let found = self.matters.iter().find(|(known, _)| *known == matter);
        found.map_or(&[], |(_, causes)| causes)
    }

    /// Ends a matter and returns what was kept with it.
    pub(crate) fn close(&mut self, matter: Matter) -> Vec<u64> {
        let at = self.matters.iter().position(|(known, _)| *known == matter);
        at.map_or_else(Vec::new, |at| self.matters.remove(at).1)
    }

    /// Ends the week: what was written is remembered, what is old is forgotten.
    pub(crate) fn turn_page(&mut self) {
        self.written += self.entries.len() as u64;
        self.memory
            .extend(self.entries.drain(..).map(|entry| entry.memo));
        self.week += 1;
        let week = self.week;
        self.memory
            .retain(|memo| memo.is_standing || week - memo.week < MEMORY_WEEKS);
        let excess = self.memory.len().saturating_sub(MOST_REMEMBERED);
        self.memory.drain(..excess);
    }

    /// Ends a week of burn-in, of which nothing is written, remembered or named.
    pub(crate) fn tear_out_page(&mut self) {
        self.entries.clear();
        self.matters.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ban(journal: &mut Journal, policy: &str) -> u64 {
        let note = Note::new(Role::Curb, "a ban".to_owned());
        journal.note(note.about(&[3]).between(&[0, 1]).on_policy(Some(policy)))
    }

    fn curbs(journal: &Journal, reach: Reach) -> Vec<u64> {
        journal.recall(reach, |memo| (memo.role == Role::Curb).then_some(0))
    }

    #[test]
    fn ids_count_up_from_one_over_weeks_and_burn_in_has_none() {
        let mut journal = Journal::default();
        ban(&mut journal, "early");
        journal.tear_out_page();
        assert!(curbs(&journal, Reach::Standing).is_empty());
        assert_eq!(ban(&mut journal, "one"), 1);
        assert_eq!(ban(&mut journal, "two"), 2);
        journal.turn_page();
        assert_eq!(ban(&mut journal, "three"), 3);
        assert_eq!(curbs(&journal, Reach::News), [3, 2, 1]);
    }

    #[test]
    fn news_is_forgotten_after_a_year_and_a_control_when_it_is_lifted() {
        let mut journal = Journal::default();
        ban(&mut journal, "one");
        for _ in 0..MEMORY_WEEKS {
            journal.turn_page();
        }
        assert!(curbs(&journal, Reach::News).is_empty());
        assert_eq!(curbs(&journal, Reach::Standing), [1]);
        journal.note(Note::new(Role::Relief, "lifted".to_owned()).on_policy(Some("one")));
        assert!(curbs(&journal, Reach::Standing).is_empty());
    }

    #[test]
    fn the_nearest_cause_comes_first_then_the_latest_and_six_are_enough() {
        let mut journal = Journal::default();
        for at in 0..8 {
            ban(&mut journal, &format!("policy {at}"));
        }
        // Number 1 is nearest; of the rest the latest five.
        let named = journal.recall(Reach::News, |memo| Some(usize::from(memo.id != 1)));
        assert_eq!(named, [1, 8, 7, 6, 5, 4]);
        // An announcement and its entry into force count as one policy.
        ban(&mut journal, "policy 7");
        assert_eq!(curbs(&journal, Reach::News), [9, 7, 6, 5, 4, 3]);
    }

    #[test]
    fn a_matter_keeps_its_causes_until_it_ends() {
        let mut journal = Journal::default();
        journal.file(Matter::Project(4), &[7]);
        journal.file(Matter::Project(4), &[9]);
        assert_eq!(journal.filed(Matter::Project(4)), [7, 9]);
        assert!(journal.filed(Matter::Backing(4)).is_empty());
        assert_eq!(journal.close(Matter::Project(4)), [7, 9]);
        assert!(journal.close(Matter::Project(4)).is_empty());
    }

    #[test]
    fn a_policy_aimed_at_nobody_reaches_everybody_else() {
        let mut journal = Journal::default();
        ban(&mut journal, "aimed");
        let aimed = &journal.entries[0].memo;
        assert!(aimed.reaches(1) && !aimed.reaches(0) && !aimed.reaches(2));
        let wide = Note::new(Role::Curb, "a ban".to_owned()).between(&[0]);
        assert!(wide.memo.reaches(1) && wide.memo.reaches(2) && !wide.memo.reaches(0));
    }
}
