//! The main loop as one function: the calls of `step.rs`, in its order.

use super::Plain;
use crate::rows::{Except, Rows};
use crate::{
    anchor, buy, decide, govern, invariant, mine, plant, price_watch, quote, refine, report,
    settle, trade,
};

impl Plain {
    /// Simulates one week: the main loop of `step.rs`.
    ///
    /// # Panics
    /// When a government looks ahead.
    #[expect(
        clippy::too_many_lines,
        reason = "the week on one page, as in the main loop"
    )]
    pub fn step(&mut self) {
        let Self {
            mines,
            mine_plants,
            refiners,
            refiner_plants,
            buyers,
            contracts,
            demand_shifts,
            facts,
            shocks,
            allowance,
            anchors,
            book,
            choices,
            clock,
            controls,
            customers,
            decisions,
            depots,
            journal,
            knowhow,
            ledger,
            times,
            luck,
            offices,
            policies,
            watch,
            programmes,
            quotes,
            relations,
            rules,
            shelves,
            stocks,
            tally,
            transit,
            treasuries,
            web,
            worst,
            desk,
            foresight,
            scratch,
            period_weeks,
        } = self;
        let (made, used) = (facts.agents.refiners.start, facts.agents.buyers.start);

        // What systems are lent together.
        macro_rules! bundle {
            ($($of:ident)::+, $($part:ident)+ $(, $other:ident: $what:expr)*) => {
                $($of)::+ { $($part,)+ $($other: $what,)* }
            };
        }
        macro_rules! outlook {
            () => {
                bundle!(plant::invest::Outlook, facts rules anchors quotes web stocks controls clock luck)
            };
        }
        macro_rules! seen_mines {
            () => {
                Rows::new(0, &mines[..], &mine_plants[..])
            };
        }
        macro_rules! seen_refiners {
            () => {
                Rows::new(made, &refiners[..], &refiner_plants[..])
            };
        }
        macro_rules! sight {
            () => {
                bundle!(decide::curb::gather::Sight, facts clock rules web stocks quotes depots knowhow,
                    outlook: outlook!(), buyers: Rows::new(used, &buyers[..], ()),
                    mines: seen_mines!(), refiners: seen_refiners!())
            };
        }
        macro_rules! keeper {
            () => {
                bundle!(decide::stockpile::Sight, facts rules anchors clock quotes relations)
            };
        }
        macro_rules! keeper_hands {
            () => {
                bundle!(decide::stockpile::Hands, web stocks transit ledger book journal controls times)
            };
        }
        macro_rules! clients {
            () => {
                bundle!(trade::customer::Clients, customers relations facts rules)
            };
        }
        macro_rules! view {
            () => {
                bundle!(trade::floor::View, facts rules times anchors clock)
            };
        }
        macro_rules! hands {
            () => {
                bundle!(trade::floor::Hands, web quotes stocks controls allowance transit ledger book depots customers)
            };
        }
        macro_rules! plants {
            () => {
                [
                    Rows::new(0, &mut mine_plants[..], ()),
                    Rows::new(made, &mut refiner_plants[..], ()),
                ]
            };
        }

        // Events
        anchor::shift_anchors(anchors, clock);
        plant::open::open_plants(plants!(), shocks, clock, facts, web, journal);
        // Tension
        govern::tension::move_tension(relations, clock, rules, facts, luck, journal);
        // Foresight
        decide::curb::foresight::ask_ahead(offices, relations, sight!(), foresight);
        assert!(foresight.requests.is_empty(), "a government looks ahead");
        // Governments
        let pen = bundle!(decide::curb::meet::Pen, policies relations choices journal);
        decide::curb::meet::decide_curbs(offices, sight!(), controls, luck, foresight, pen);
        govern::apply_policies(policies, clock, facts, rules, controls, journal);
        settle::fix_base_year(
            clock,
            plants!(),
            web,
            quotes,
            facts,
            controls,
            relations,
            rules,
        );
        decide::stockpile::value::weigh_losses(clock, facts, web, depots);
        decide::stockpile::scarcity::watch_scarcity(keeper!(), web, stocks, transit, depots);
        decide::stockpile::decide_stocks(keeper!(), web, stocks, ledger, depots, choices, journal);
        let plans = bundle!(decide::capital::look::Plans, depots,
            outlook: outlook!(), mines: seen_mines!(), refiners: seen_refiners!());
        decide::capital::weigh_capital(plans, treasuries, choices);
        let hands = bundle!(decide::capital::commit::Hands, web depots policies relations journal);
        decide::capital::commit_capital(plants!(), facts, clock, treasuries, hands);
        let home = bundle!(decide::support::look::Home, depots rules stocks tally,
            outlook: outlook!(), mines: seen_mines!());
        decide::support::decide_support(home, programmes, choices, journal);
        decide::support::pay_support(clock, programmes, knowhow, ledger);
        // Expectations
        quote::form_expectations(quotes, rules);
        // Production
        let rows = Rows::new(0, &mines[..], &mut mine_plants[..]);
        mine::extract::extract_ore(
            rows, clock, controls, rules, knowhow, web, stocks, tally, ledger,
        );
        let rows = Rows::new(made, &mut refiners[..], &mut refiner_plants[..]);
        refine::separate::separate_feed(
            rows, clock, controls, rules, quotes, facts, web, stocks, tally, ledger,
        );
        let rows = Rows::new(made, &mut refiners[..], &mut refiner_plants[..]);
        refine::convert::convert_goods(
            rows, clock, controls, rules, quotes, facts, web, stocks, tally, ledger,
        );
        // Arrivals
        trade::ship::unload(transit, controls, web, stocks, depots);
        trade::shelf::open_books(web, shelves, stocks, quotes, facts);
        // Consumption
        let rows = Rows::new(used, &mut buyers[..], ());
        buy::demand::use_goods(
            rows,
            clock,
            rules,
            facts,
            quotes,
            demand_shifts,
            knowhow,
            web,
            stocks,
            tally,
            journal,
        );
        // Orders
        buy::order::plan_orders(
            web, stocks, quotes, controls, relations, facts, rules, clock,
        );
        decide::stockpile::buy::plan_purchases(keeper!(), web, stocks, ledger, depots);
        // Contracts
        trade::contract::reset_contract_prices(
            web, contracts, clock, quotes, facts, controls, rules,
        );
        trade::contract::call_suppliers(web, contracts, clock, rules);
        trade::allowance::open_licences(web, controls, facts, allowance);
        govern::quota::open_quotas(web, facts, controls);
        trade::ship::draw_licence_times(controls, clock, luck, facts, times);
        decide::stockpile::rights::call_rights(keeper!(), depots, keeper_hands!());
        trade::contract::deliver_contracts(
            web,
            allowance,
            controls,
            desk,
            stocks,
            transit,
            ledger,
            quotes,
            times,
            clients!(),
        );
        // Spot markets abroad, then at the index
        trade::spot::clear_spot_abroad(view!(), hands!());
        trade::spot::clear_spot_at_index(view!(), hands!());
        // Reserves
        decide::stockpile::release::store_stocks(keeper!(), depots, ledger);
        decide::stockpile::release::release_stocks(keeper!(), depots, keeper_hands!());
        decide::stockpile::release::thank_for_releases(depots, rules, relations);
        // Accounts
        govern::support::settle_price_floors(controls, web, ledger);
        buy::demand::sell_to_households(facts, web, ledger);
        quote::average_deals(quotes);
        price_watch::watch_prices(watch, quotes, web, facts, clock, journal);
        // Adaptation
        trade::shelf::adapt_sellers(web, quotes, controls, stocks, clients!());
        buy::portfolio::adapt_portfolios(
            web, facts, clock, controls, relations, quotes, rules, scratch,
        );
        buy::qualify::qualify_suppliers(
            web, clock, luck, facts, controls, relations, quotes, rules, knowhow, journal,
        );
        let rows = Rows::new(0, &mines[..], &mut mine_plants[..]);
        let separators = Rows::new(made, &mut refiner_plants[..], Except::OTHERS);
        mine::close::close_or_reopen(rows, separators, rules, clock, facts, stocks, journal);
        let rows = Rows::new(0, &mines[..], &mut mine_plants[..]);
        plant::invest::decide_mines(rows, outlook!(), decisions);
        let rows = Rows::new(made, &refiners[..], &mut refiner_plants[..]);
        plant::invest::decide_refiners(rows, outlook!(), decisions);
        plant::invest::pay_for_decisions(decisions, facts, clock, web, stocks, ledger, journal);
        trade::shelf::close_books(web, shelves, stocks);
        // Invariants
        invariant::check(clock, facts, stocks, transit, tally, ledger, worst);

        // What has been told is forgotten, as by a recorder.
        if clock.is_burn_in() || report::is_due(clock, *period_weeks) {
            web.forget();
            book.tape.forget();
            depots.forget();
        }
        if clock.is_burn_in() {
            journal.tear_out_page();
        } else {
            journal.turn_page();
        }
        decisions.0.clear();
        choices.0.clear();
        clock.week += 1;
    }
}
