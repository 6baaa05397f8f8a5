//! Meetings: when a government decides on its curbs, and what follows from a choice.
//!
//! A desk meets once a quarter, and at once when tension with a target passes the alert; it changes nothing before the
//! dwell time is over. A target under a curb concedes within a quarter with chance `1 - (1 - p)^(13 / H)`;
//! then tension falls and the curb is lifted.

use super::desk::{Desk, Office, Offices};
use super::enact::{inherit, nearest, replace};
use super::foresight::{Foresight, Vision};
use super::gather::Sight;
use super::reason;
use super::{Act, Situation, Weighed, choose, weigh_with};
use crate::clock::{Clock, QUARTER_WEEKS};
use crate::decide::{Alternative, Choice, Choices};
use crate::govern::tension::Relations;
use crate::govern::{Controls, Policies};
use crate::journal::{Journal, Note, Role};
use crate::lend::bundle;
use crate::place::CountryIndex;
use crate::random::{Luck, Purpose};

bundle! {
    /// What a meeting changes.
    pub(crate) struct Pen<'w> {
        pub(crate) policies: &'w mut Policies,
        pub(crate) relations: &'w mut Relations,
        pub(crate) choices: &'w mut Choices,
        pub(crate) journal: &'w mut Journal,
    }
}

impl Pen<'_> {
    /// Notes what a desk has chosen, with the policy that it enacts.
    fn minute(&mut self, sentence: String, office: &Office, desk: &Desk, causes: Vec<u64>) {
        let policy = desk.policies.first().map(|&at| &self.policies.0[at]);
        let note = Note::new(Role::Choice, sentence)
            .about(&desk.goods)
            .between(&[office.country])
            .on_policy(policy.map(|policy| policy.id.as_str()));
        self.journal.note(note.because(causes));
    }
}

/// Lets every government that curbs exports meet.
pub(crate) fn decide_curbs(
    offices: &mut Offices,
    sight: Sight,
    controls: &Controls,
    luck: &Luck,
    foresight: &Foresight,
    mut pen: Pen,
) {
    let week = sight.clock.week;
    for (office_at, office) in offices.0.iter_mut().enumerate() {
        if sight.clock.is_burn_in() || week < office.from_week {
            continue;
        }
        office.pass_week(pen.relations);
        for at in 0..office.desks.len() {
            if office.desks[at].is_open {
                let vision = foresight.of(office_at, at);
                meet(office, at, &sight, luck, vision, &mut pen);
            } else {
                take_over(office, at, &sight, controls, &mut pen);
            }
        }
    }
}

/// Takes over what dated policies about the group do, as the act nearest to them. They stay until the first change.
fn take_over(office: &mut Office, at: usize, sight: &Sight, controls: &Controls, pen: &mut Pen) {
    let week = sight.clock.week;
    let desk = &office.desks[at];
    let situation = sight.situation(office, desk, pen.relations);
    let act = nearest(office, desk, &situation, controls);
    let mut desk = desk.clone();
    desk.policies = inherit(office.country, &desk.goods, week, sight.facts, pen.policies);
    desk.act = act;
    desk.is_open = true;
    desk.since = week - i64::from(office.weights.weights.dwell_weeks);
    desk.was_alert = is_alert(office, pen.relations);
    let sentence = format!(
        "{} decides on {} from now on; what is in force comes nearest to {}",
        sight.facts.places.country_ids[office.country],
        desk.group,
        act.name(&situation)
    );
    let causes = reason::behind_takeover(office, &desk, pen.journal);
    pen.minute(sentence, office, &desk, causes);
    office.desks[at] = desk;
}

/// Whether a target's tension stands above the alert.
fn is_alert(office: &Office, relations: &Relations) -> bool {
    office.targets.iter().any(|&target| {
        relations.tension(office.country, target) >= office.weights.weights.alert_tension
    })
}

/// Whether a desk meets this week, and what it may do.
pub(super) struct Agenda {
    /// Whether it meets.
    pub(super) is_due: bool,
    /// Whether it may change its curb.
    may_change: bool,
    /// Whether a target's tension stands above the alert.
    is_alert: bool,
}

/// What a desk's week brings: a meeting each quarter, and one for an alert that finds the dwell time over.
pub(super) fn is_due(office: &Office, desk: &Desk, relations: &Relations, clock: &Clock) -> Agenda {
    let is_alert = is_alert(office, relations);
    let is_new_alert = is_alert && !desk.was_alert;
    let may_change = clock.week - desk.since >= i64::from(office.weights.weights.dwell_weeks);
    Agenda {
        is_due: clock.is_quarter() || (is_new_alert && may_change),
        may_change,
        is_alert,
    }
}

fn meet(
    office: &mut Office,
    at: usize,
    sight: &Sight,
    luck: &Luck,
    vision: Option<&Vision>,
    pen: &mut Pen,
) {
    let agenda = is_due(office, &office.desks[at], pen.relations, sight.clock);
    let may_change = agenda.may_change;
    let desk = &mut office.desks[at];
    // An alert that comes within the dwell time waits for its end.
    desk.was_alert = agenda.is_alert && (may_change || desk.was_alert);
    if !agenda.is_due {
        return;
    }
    let situation = sight.situation(office, &office.desks[at], pen.relations);
    let options = weigh_with(&situation, &office.weights, vision);
    if sight.clock.is_quarter()
        && let Some(target) = conceding(office, at, &options, luck, sight.clock.draw_week())
    {
        concede(office, at, target, sight, pen);
        return;
    }
    if may_change {
        let paper = Paper {
            situation: &situation,
            options: &options,
            vision,
        };
        change(office, at, &paper, sight, luck, pen);
    }
}

/// What lies before a desk that may change its curb.
struct Paper<'a> {
    situation: &'a Situation,
    options: &'a [Weighed],
    vision: Option<&'a Vision>,
}

impl Paper<'_> {
    /// The figures behind a choice, in words: of the chosen curb, or of the best one when none is chosen.
    fn reasons(&self, chosen: usize) -> String {
        let option = &self.options[chosen];
        let figures = if option.act == Act::FREE {
            self.best_curb().map_or_else(String::new, |best| {
                format!(
                    "best curb {}: {}",
                    best.act.name(self.situation),
                    figures(best, self.situation)
                )
            })
        } else {
            figures(option, self.situation)
        };
        match self.vision {
            Some(vision) => format!(
                "{figures}; losses are the mean of {} imagined worlds over {} weeks",
                vision.worlds, vision.weeks
            ),
            None => figures,
        }
    }

    /// The curb of most utility among those that may be chosen; the last of equals.
    fn best_curb(&self) -> Option<&Weighed> {
        let is_open = |option: &&Weighed| {
            let vision = self.vision;
            vision.is_none_or(|vision| vision.cost_usd(option.act, 0).is_some())
        };
        let curbs = self.options.iter().filter(|it| it.act != Act::FREE);
        curbs
            .filter(is_open)
            .max_by(|one, other| one.utility_usd.total_cmp(&other.utility_usd))
    }
}

/// The target that concedes this quarter, if any.
fn conceding(
    office: &Office,
    at: usize,
    options: &[Weighed],
    luck: &Luck,
    draw_week: u32,
) -> Option<CountryIndex> {
    let desk = &office.desks[at];
    let current = options.iter().find(|option| option.act == desk.act)?;
    let target = current.terms.target?;
    let horizon = f64::from(office.weights.weights.horizon_weeks);
    let chance = 1.0
        - libm::pow(
            1.0 - current.terms.concession_chance,
            f64::from(QUARTER_WEEKS) / horizon,
        );
    let mut stream = luck.stream(draw_week, Purpose::Concession, desk.key);
    (stream.uniform() < chance).then_some(target)
}

fn concede(office: &mut Office, at: usize, target: CountryIndex, sight: &Sight, pen: &mut Pen) {
    let relief = office.echoes.concession_relief;
    pen.relations.move_tension(office.country, target, -relief);
    let mut desk = office.desks[at].clone();
    let week = sight.clock.week;
    replace(
        office,
        &mut desk,
        Act::FREE,
        0.0,
        week,
        sight.facts,
        pen.policies,
    );
    let ids = &sight.facts.places.country_ids;
    let sentence = format!(
        "{} concedes to {} over {}: tension falls by {relief:.2} and the curb is lifted",
        ids[target], ids[office.country], desk.group
    );
    let causes = reason::behind_concession(office, &desk, pen.journal);
    pen.minute(sentence, office, &desk, causes);
    office.desks[at] = desk;
}

fn change(
    office: &mut Office,
    at: usize,
    paper: &Paper,
    sight: &Sight,
    luck: &Luck,
    pen: &mut Pen,
) {
    let (situation, options) = (paper.situation, paper.options);
    let mut desk = office.desks[at].clone();
    let mut stream = luck.stream(sight.clock.draw_week(), Purpose::CurbChoice, desk.key);
    let chosen = choose(options, stream.uniform());
    let act = options[chosen].act;
    let reasons = paper.reasons(chosen);
    if act != desk.act {
        let exports = sight.ordinary_exports_t_per_year(office, &desk);
        echo(office, desk.act, act, pen.relations);
        let week = sight.clock.week;
        replace(
            office,
            &mut desk,
            act,
            exports,
            week,
            sight.facts,
            pen.policies,
        );
        let sentence = format!(
            "{} chooses for {}: {} ({reasons})",
            sight.facts.places.country_ids[office.country],
            desk.group,
            act.name(situation)
        );
        let causes = reason::behind_choice(office, &desk, pen.journal);
        pen.minute(sentence, office, &desk, causes);
    }
    pen.choices.0.push(Choice {
        government: office.country,
        subject: format!("curb {}", desk.group),
        alternatives: options
            .iter()
            .map(|option| Alternative {
                name: option.act.name(situation),
                utility_usd: option.utility_usd,
                chance: option.chance,
            })
            .collect(),
        chosen,
        reasons,
    });
    office.desks[at] = desk;
}

/// What a harsher act does to tension and trust, with the target and in part with those that trust it.
fn echo(office: &Office, old: Act, new: Act, relations: &mut Relations) {
    for &target in &office.targets {
        let rise =
            new.refused_share(target, &office.weights) - old.refused_share(target, &office.weights);
        if rise <= 0.0 {
            continue;
        }
        for country in 0..office.resolve_gain.len() {
            let share = if country == target {
                1.0
            } else if relations.trust(country, target) >= office.echoes.bloc_trust {
                office.echoes.bloc_share
            } else {
                continue;
            };
            let size = rise * share;
            relations.move_tension(office.country, country, size * office.echoes.tension_rise);
            relations.move_trust(country, office.country, -size * office.echoes.trust_loss);
        }
    }
}

fn figures(option: &Weighed, situation: &Situation) -> String {
    const BILLION: f64 = 1e9;
    let terms = &option.terms;
    let about_target = terms
        .target
        .and_then(|at| situation.destinations.get(at))
        .map(|target| {
            format!(
                "tension {:.2}; loss of {} {:.2} % of GDP; chance of concession {:.2}; ",
                target.tension,
                target.id,
                100.0 * terms.loss_share,
                terms.concession_chance
            )
        });
    format!(
        "{}worth {:.2} bn USD; lost revenue {:.2} bn USD; backlash {:.2} bn USD; norm {:.2} bn USD; home users save {:.2} bn USD",
        about_target.unwrap_or_default(),
        terms.concession_usd / BILLION,
        terms.lost_revenue_usd / BILLION,
        terms.backlash_usd / BILLION,
        terms.norm_usd / BILLION,
        terms.downstream_usd / BILLION
    )
}
