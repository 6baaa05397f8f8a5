//! The parameter catalogue: every field of a scenario with meaning, unit, default, range and source.

use std::fmt::Write as _;
use std::sync::OnceLock;

use crate::about::{About, Clock, Focus, Material, Observed, Record, Stage};
use crate::behaviour::Behaviour;
use crate::buy::Buyer;
use crate::decide::{
    Allocation, Capital, CurbActs, CurbEchoes, CurbGroup, CurbWeights, Curbs, Government,
    LookAhead, Pricing, Stockpile, Support,
};
use crate::event::{Effect, Event};
use crate::govern::{Country, Instrument, Policy, Relation};
use crate::mechanism::Mechanisms;
use crate::mine::{Host, Mine, Opening, Scrap};
use crate::parameters::{Block, Meta, Range};
use crate::refine::{Circuit, Recipe, RecipeKind, Refiner};
use crate::scenario::Scenario;
use crate::trade::{Contract, Good, Market, Rationing, Route, Zone};
use crate::variant::{Additions, Change, Variant};

/// A group of fields: a section of the file, or a record inside one.
#[derive(Clone, Debug)]
pub struct Section {
    /// Where it stands, such as `mines` or `policies.instrument`; empty for the file as a whole.
    pub name: &'static str,
    /// The variant that has these fields, such as `ExportQuota`; empty where there is only one form.
    pub variant: &'static str,
    /// What it is, in a sentence.
    pub meaning: String,
    /// Its fields in the order of the reference.
    pub parameters: Vec<Parameter>,
}

/// One field.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The section that it belongs to.
    pub section: &'static str,
    /// Its name in the file.
    pub field: &'static str,
    /// What it holds, such as `number` or `list of text`.
    pub kind: String,
    /// Unit of the number.
    pub unit: &'static str,
    /// What it means, in a sentence.
    pub meaning: String,
    /// Its default as RON; `None` where it has to be given.
    pub default: Option<String>,
    /// The numbers that it allows.
    pub range: Option<Range>,
    /// Where the default comes from; empty where there is nothing to say.
    pub source: &'static str,
    /// Targets that the default was read off, such as `R3`: those count as fitted.
    pub informed_by: &'static [&'static str],
    /// Whether the share of sourced numbers counts it.
    pub is_fact: bool,
}

/// All sections, in the order of the file.
pub fn catalogue() -> &'static [Section] {
    static SECTIONS: OnceLock<Vec<Section>> = OnceLock::new();
    SECTIONS.get_or_init(|| BLOCKS.iter().copied().flatten().map(Section::of).collect())
}

/// The reference page of the scenario file, as Markdown.
pub fn reference() -> String {
    let mut page = String::from(HEAD);
    for section in catalogue() {
        section.write(&mut page);
    }
    page
}

const BLOCKS: &[&[Block]] = &[
    Scenario::BLOCKS,
    About::BLOCKS,
    Focus::BLOCKS,
    Clock::BLOCKS,
    Material::BLOCKS,
    Stage::BLOCKS,
    Good::BLOCKS,
    Zone::BLOCKS,
    Country::BLOCKS,
    Route::BLOCKS,
    Recipe::BLOCKS,
    RecipeKind::BLOCKS,
    Circuit::BLOCKS,
    Mine::BLOCKS,
    Host::BLOCKS,
    Scrap::BLOCKS,
    Opening::BLOCKS,
    Refiner::BLOCKS,
    Buyer::BLOCKS,
    Contract::BLOCKS,
    Relation::BLOCKS,
    Policy::BLOCKS,
    Instrument::BLOCKS,
    Government::BLOCKS,
    Curbs::BLOCKS,
    CurbGroup::BLOCKS,
    CurbWeights::BLOCKS,
    CurbActs::BLOCKS,
    CurbEchoes::BLOCKS,
    LookAhead::BLOCKS,
    Stockpile::BLOCKS,
    Allocation::BLOCKS,
    Pricing::BLOCKS,
    Capital::BLOCKS,
    Support::BLOCKS,
    Event::BLOCKS,
    Effect::BLOCKS,
    Market::BLOCKS,
    Rationing::BLOCKS,
    Behaviour::BLOCKS,
    Mechanisms::BLOCKS,
    Observed::BLOCKS,
    Record::BLOCKS,
    Variant::BLOCKS,
    Additions::BLOCKS,
    Change::BLOCKS,
];

const HEAD: &str = "\
# Scenario files: every field

This page is generated from the definitions in `crates/scenario/src`; do not edit it.
After a change there, `UPDATE_EXPECT=1 cargo test -p monazite-scenario` writes it again.

A scenario is a RON file.
Fields without a default have to be given; unknown fields are refused.
Prices and costs are without value-added tax.
Masses are tonnes; rare earths are counted as oxide equivalent (REO) up to the metal, magnets as magnets.
A path such as `buyers.jp_vehicles.cover_weeks` names a value for `--set`, for variants and for sweeps: section, id, field, and the key of a map.
A field marked with * is a fact: `check` counts whether its number has a source, is an estimate, or is unmarked.
A file that begins with `base:` is a variant of another, see the last sections.
";

impl Section {
    fn of(block: &Block) -> Self {
        Self {
            name: block.section,
            variant: block.variant,
            meaning: block.meaning.trim().to_owned(),
            parameters: block
                .metas
                .iter()
                .map(|meta| Parameter::of(block.section, meta))
                .collect(),
        }
    }

    fn write(&self, page: &mut String) {
        let title = match (self.name, self.variant) {
            ("", _) => "The file".to_owned(),
            (name, "") => format!("`{name}`"),
            (name, variant) => format!("`{name}`: `{variant}`"),
        };
        // Writing into a String cannot fail, here and below.
        let _ = write!(page, "\n## {title}\n\n{}\n", self.meaning);
        if self.parameters.is_empty() {
            return;
        }
        page.push_str(
            "\n| field | holds | unit | default | allowed | meaning |\n|---|---|---|---|---|---|\n",
        );
        for parameter in &self.parameters {
            parameter.write(page);
        }
    }
}

impl Parameter {
    pub(crate) fn of(section: &'static str, meta: &Meta) -> Self {
        Self {
            section,
            field: meta.field,
            kind: (meta.kind)(),
            unit: meta.unit,
            meaning: meta.meaning.trim().to_owned(),
            default: meta.default.map(|default| default()),
            range: meta.range.limited(),
            source: meta.source,
            informed_by: meta.informed_by,
            is_fact: meta.fact,
        }
    }

    fn write(&self, page: &mut String) {
        let star = if self.is_fact { "*" } else { "" };
        let default = match &self.default {
            // A whole section of defaults is listed field by field further down.
            Some(_) if self.unit == "section" && !self.kind.starts_with("list") => {
                "its own defaults".to_owned()
            }
            Some(default) => format!("`{default}`"),
            None => "required".to_owned(),
        };
        let range = self
            .range
            .map_or_else(String::new, |range| range.to_string());
        let _ = writeln!(
            page,
            "| `{}`{star} | {} | {} | {default} | {range} | {} |",
            self.field,
            self.kind,
            self.unit,
            self.long_meaning()
        );
    }

    /// The meaning with the source of the default.
    fn long_meaning(&self) -> String {
        let mut text = self.meaning.clone();
        if !self.source.is_empty() {
            let _ = write!(text, " Source: {}.", self.source);
        }
        if !self.informed_by.is_empty() {
            let _ = write!(text, " Informed by {}.", self.informed_by.join(", "));
        }
        text
    }
}
