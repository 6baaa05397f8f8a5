//! Gathers the rows of a run into a [`Course`].

mod cell;
mod flow;
mod public;

use model::{Cell, Sink, Table};
use scenario::{Focus, Scenario};

use cell::{add, number, pick, place, text};
use public::Public;

use crate::course::{
    Capacity, Course, Cover, News, Price, Reserve, Subject, Users, figures, moves,
};
use crate::curb;

const WEEKS_PER_YEAR: u32 = 52;

/// Takes rows, keeps what the page shows.
pub(crate) struct Gatherer<'a> {
    scenario: &'a Scenario,
    focus: &'a Focus,
    course: Course,
    public: Public<'a>,
}

impl<'a> Gatherer<'a> {
    /// Gathers about a focus, and what is public about the government that keeps a reserve.
    pub(crate) fn new(scenario: &'a Scenario, focus: &'a Focus, reserve: Option<&str>) -> Self {
        let every = scenario.record.every_weeks.max(1);
        let mut curbs = curb::written(scenario, every);
        curbs.retain(|curb| focus.goods.contains(&curb.good));
        let course = Course {
            scenario_hash: String::new(),
            months: Vec::new(),
            n_months: (scenario.clock.weeks / every) as usize,
            prices: Vec::new(),
            supply: Vec::new(),
            flows: Vec::new(),
            months_per_year: (WEEKS_PER_YEAR / every).max(1) as usize,
            curbs,
            users: Vec::new(),
            covers: Vec::new(),
            reserves: Vec::new(),
            capacities: Vec::new(),
            news: Vec::new(),
            moves: Vec::new(),
            figures: Vec::new(),
        };
        Self {
            scenario,
            focus,
            course,
            public: Public::new(scenario, focus, reserve),
        }
    }

    /// Months gathered so far.
    pub(crate) fn months(&self) -> usize {
        self.course.months.len()
    }

    /// Closes a month, whose last Monday is `date`: series without a row this time get an empty entry.
    pub(crate) fn close_month(&mut self, date: String) {
        self.course.months.push(date);
        let n = self.course.months.len();
        for price in &mut self.course.prices {
            price.usd_per_kg.resize(n, None);
        }
        for supply in &mut self.course.supply {
            supply.shipped_t.resize(n, 0.0);
        }
        let years = n.div_ceil(self.course.months_per_year);
        for flow in &mut self.course.flows {
            flow.shipped_t.resize(years, 0.0);
        }
        for users in &mut self.course.users {
            for series in [&mut users.needed_t, &mut users.lost_t, &mut users.lost_usd] {
                series.resize(n, 0.0);
            }
        }
        for cover in &mut self.course.covers {
            cover.weeks.resize(n, None);
        }
        for reserve in &mut self.course.reserves {
            for series in [
                &mut reserve.stock_t,
                &mut reserve.target_t,
                &mut reserve.scarcity_index,
            ] {
                series.resize(n, None);
            }
            reserve.bought_t.resize(n, 0.0);
            reserve.released_t.resize(n, 0.0);
        }
        for capacity in &mut self.course.capacities {
            capacity.t_per_year.resize(n, 0.0);
        }
    }

    /// The course so far, with what follows from the rows.
    pub(crate) fn course(&self) -> Course {
        let mut course = self.course.clone();
        let zone_of = |country: &str| {
            let found = self.scenario.countries.iter().find(|it| it.id == country);
            found.map_or("", |country| country.zone.as_str())
        };
        let good = self.focus.goods.first().map_or("", String::as_str);
        course.moves = moves(&course.prices);
        let subject = Subject {
            good,
            importer: &self.focus.importer,
            zone: zone_of(&self.focus.importer),
            origin: &self.focus.origin,
            origin_zone: zone_of(&self.focus.origin),
        };
        course.figures = figures(&course, &subject);
        course.figures.extend(self.public.figures(&course));
        course
    }

    fn good(&self, material: &Cell, stage: &Cell) -> Option<&str> {
        let (Cell::Text(material), Cell::Text(stage)) = (material, stage) else {
            return None;
        };
        let found = self
            .scenario
            .goods
            .iter()
            .find(|it| it.material == *material && it.stage == *stage);
        found.map(|good| good.id.as_str())
    }

    /// The good of a row, if the page is about it.
    fn good_in_focus(&self, material: &Cell, stage: &Cell) -> Option<String> {
        let good = self.good(material, stage)?;
        self.focus.goods.iter().find(|it| *it == good).cloned()
    }

    fn price(&mut self, cells: [&Cell; 5]) {
        let [material, stage, zone, quote, vat] = cells;
        let Some(good) = self.good_in_focus(material, stage) else {
            return;
        };
        let month = self.months();
        let zone = text(zone);
        let list = &mut self.course.prices;
        let at = place(
            list,
            |it| it.good == good && it.zone == zone,
            || Price {
                good: good.clone(),
                zone: zone.to_owned(),
                usd_per_kg: Vec::new(),
            },
        );
        let series = &mut list[at].usd_per_kg;
        series.resize(month + 1, None);
        series[month] = number(quote).map(|quote| quote / (1.0 + number(vat).unwrap_or(0.0)));
    }

    fn user(&mut self, cells: [&Cell; 6]) {
        let [agent, country, needed, lost, lost_usd, cover] = cells;
        let country = text(country);
        let month = self.months();
        let list = &mut self.course.users;
        let at = place(
            list,
            |it| it.country == country,
            || Users {
                country: country.to_owned(),
                needed_t: Vec::new(),
                lost_t: Vec::new(),
                lost_usd: Vec::new(),
            },
        );
        let users = &mut list[at];
        add(&mut users.needed_t, month, number(needed));
        add(&mut users.lost_t, month, number(lost));
        add(&mut users.lost_usd, month, number(lost_usd));
        if country == self.focus.importer {
            self.cover(text(agent), cover);
        }
    }

    fn cover(&mut self, agent: &str, weeks: &Cell) {
        let month = self.months();
        let buyer = self
            .scenario
            .buyers
            .iter()
            .find(|it| it.id == agent)
            .map(|it| &it.name);
        let refiner = self
            .scenario
            .refiners
            .iter()
            .find(|it| it.id == agent)
            .map(|it| &it.name);
        let name = buyer.or(refiner).map_or(agent, String::as_str);
        let list = &mut self.course.covers;
        let at = place(
            list,
            |it| it.agent == agent,
            || Cover {
                agent: agent.to_owned(),
                name: name.to_owned(),
                weeks: Vec::new(),
            },
        );
        list[at].weeks.resize(month + 1, None);
        list[at].weeks[month] = number(weeks);
    }

    fn refiner(&mut self, cells: [&Cell; 6]) {
        let [agent, country, recipe, capacity, state, cover] = cells;
        if text(country) == self.focus.importer && text(state) == "working" {
            self.cover(text(agent), cover);
        }
        let makes = |good: &str| {
            self.scenario
                .recipes
                .iter()
                .any(|it| it.id == text(recipe) && produces(&it.kind, good))
        };
        let good = self.focus.goods.first().map_or("", String::as_str);
        if text(state) != "working" || !makes(good) {
            return;
        }
        let month = self.months();
        let country = text(country);
        let list = &mut self.course.capacities;
        let at = place(
            list,
            |it| it.country == country,
            || Capacity {
                country: country.to_owned(),
                t_per_year: Vec::new(),
            },
        );
        add(&mut list[at].t_per_year, month, number(capacity));
    }

    /// A row of table `refiners`.
    fn plant(&mut self, table: &'static Table, cells: &[Cell<'_>]) {
        let month = self.months();
        let made = ["country", "recipe", "throughput_t_per_year"];
        self.public.refiner(month, pick(table, cells, made));
        self.refiner(pick(
            table,
            cells,
            [
                "refiner",
                "country",
                "recipe",
                "capacity_t_per_year",
                "state",
                "input_cover_weeks",
            ],
        ));
    }

    fn reserve(&mut self, cells: [&Cell; 9]) {
        let [
            government,
            material,
            stage,
            receiver,
            stock,
            target,
            bought,
            released,
            scarcity,
        ] = cells;
        let Some(good) = self.good(material, stage).map(str::to_owned) else {
            return;
        };
        let month = self.months();
        let government = text(government);
        let list = &mut self.course.reserves;
        let new = || Reserve {
            government: government.to_owned(),
            good: good.clone(),
            stock_t: Vec::new(),
            target_t: Vec::new(),
            bought_t: Vec::new(),
            released_t: Vec::new(),
            scarcity_index: Vec::new(),
        };
        let at = place(
            list,
            |it| it.government == government && it.good == good,
            new,
        );
        let reserve = &mut list[at];
        if !text(receiver).is_empty() {
            add(&mut reserve.released_t, month, number(released));
            return;
        }
        for (series, cell) in [
            (&mut reserve.stock_t, stock),
            (&mut reserve.target_t, target),
            (&mut reserve.scarcity_index, scarcity),
        ] {
            series.resize(month + 1, None);
            series[month] = number(cell);
        }
        add(&mut reserve.bought_t, month, number(bought));
    }

    fn event(&mut self, cells: [&Cell; 6]) {
        let [id, date, kind, country, sentence, causes] = cells;
        let Cell::Count(id) = id else {
            return;
        };
        let causes = text(causes)
            .split(';')
            .filter_map(|cause| cause.parse().ok())
            .collect();
        self.course.news.push(News {
            id: *id,
            month: self.months(),
            date: date.to_string(),
            kind: text(kind).to_owned(),
            actor: Some(text(country).to_owned()).filter(|it| !it.is_empty()),
            sentence: text(sentence).to_owned(),
            causes,
        });
    }
}

fn produces(kind: &scenario::RecipeKind, good: &str) -> bool {
    match kind {
        scenario::RecipeKind::Separation { outputs, .. } => outputs.values().any(|it| it == good),
        scenario::RecipeKind::Conversion { output, .. } => output == good,
    }
}

impl Sink for Gatherer<'_> {
    fn row(&mut self, table: &'static Table, cells: &[Cell<'_>]) {
        match table.name {
            "prices" => self.price(pick(
                table,
                cells,
                ["material", "stage", "zone", "quote_usd_per_kg", "vat_share"],
            )),
            "flows" => self.flow(pick(
                table,
                cells,
                [
                    "material",
                    "stage",
                    "from_country",
                    "to_country",
                    "kind",
                    "shipped_t",
                ],
            )),
            "buyers" => self.user(pick(
                table,
                cells,
                [
                    "buyer",
                    "country",
                    "needed_t",
                    "lost_t",
                    "lost_value_usd",
                    "cover_weeks",
                ],
            )),
            "refiners" => self.plant(table, cells),
            "reserves" => self.reserve(pick(
                table,
                cells,
                [
                    "government",
                    "material",
                    "stage",
                    "receiver",
                    "stock_t",
                    "target_t",
                    "bought_t",
                    "released_t",
                    "scarcity_index",
                ],
            )),
            "investments" => self.public.investment(pick(
                table,
                cells,
                ["project", "country", "capacity_t_per_year"],
            )),
            "decisions" => self.decision(pick(
                table,
                cells,
                ["government", "subject", "option", "is_chosen"],
            )),
            "events" => self.event(pick(
                table,
                cells,
                ["id", "date", "kind", "country", "sentence", "causes"],
            )),
            _ => {}
        }
    }

    fn wants(&self, table: &'static Table) -> bool {
        [
            "prices",
            "flows",
            "buyers",
            "refiners",
            "reserves",
            "investments",
            "decisions",
            "events",
        ]
        .contains(&table.name)
    }
}
