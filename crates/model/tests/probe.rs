mod common;
use common::pair::world;
use common::{Rows, run_weeks, deviation, mean};
#[test]
fn probe() {
    let line = |name: &str, f: &dyn Fn(&mut scenario::Scenario)| {
        let mut s = world(520);
        f(&mut s);
        let (_, rows): (_, Rows) = run_weeks(&s, 1, 520);
        for z in ["home", "abroad"] {
        let q: Vec<f64> = rows.of("prices", &[("material", "light"), ("zone", z)]).map(|r| r.number("quote_usd_per_kg")).collect();
        let v: Vec<String> = (0..520).step_by(26).map(|w| format!("{:.1}", q[w])).collect();
        let logs: Vec<f64> = q[468..].iter().map(|p| libm::log(*p)).collect();
        let ch: Vec<f64> = logs.windows(2).map(|p| p[1] - p[0]).collect();
        println!("{name} {z}: {} | sd level {:.4} change {:.5} mean {:.2}", v.join(" "), deviation(&logs), deviation(&ch), mean(&q[468..]));
        }
        let m: Vec<f64> = rows.of("mines", &[("mine", "mine")]).map(|r| r.number("output_t_per_year")).collect();
        let v: Vec<String> = (0..520).step_by(26).map(|w| format!("{:.0}", m[w])).collect();
        println!("   mine {}", v.join(" "));
        let m: Vec<f64> = rows.of("refiners", &[]).map(|r| r.number("throughput_t_per_year")).collect();
        let v: Vec<String> = (0..520).step_by(26).map(|w| format!("{:.0}", m[w])).collect();
        println!("   sep  {}", v.join(" "));
        let m: Vec<f64> = rows.of("refiners", &[]).map(|r| r.number("output_stock_t")).collect();
        let v: Vec<String> = (0..520).step_by(26).map(|w| format!("{:.0}", m[w])).collect();
        println!("   shelf {}", v.join(" "));
        for b in ["home_light", "abroad_light"] {
        let m: Vec<f64> = rows.of("buyers", &[("buyer", b)]).map(|r| r.number("stock_t")).collect();
        let v: Vec<String> = (0..520).step_by(26).map(|w| format!("{:.1}", m[w])).collect();
        let r: Vec<f64> = rows.of("buyers", &[("buyer", b)]).map(|r| r.number("received_t")).collect();
        let n: Vec<f64> = rows.of("buyers", &[("buyer", b)]).map(|r| r.number("needed_t")).collect();
        println!("   {b} stock {} recv cv {:.4} need cv {:.4}", v.join(" "), deviation(&r[468..])/mean(&r[468..]), deviation(&n[468..])/mean(&n[468..]));
        }
    };

    let still = |s: &mut scenario::Scenario| { s.mechanisms.utilisation_response = false; s.mechanisms.investment = false; s.mechanisms.expansion = false; s.mechanisms.mothball = false; };
    line("still plants", &still);
    line("still, no el", &|s| { still(s); s.mechanisms.price_elasticity = false; });
    line("still, anchor 0.5", &|s| { still(s); s.behaviour.holding_anchor_weight = 0.5; });
    line("still, anchor 0", &|s| { still(s); s.behaviour.holding_anchor_weight = 0.0; });
    line("still, seller speed 0", &|s| { still(s); s.behaviour.seller_speed_per_year = 0.0; });
    line("util only, anchor .9 ", &|s| { s.mechanisms.investment = false; s.mechanisms.expansion = false; s.mechanisms.mothball = false; s.behaviour.holding_anchor_weight = 0.9; });
    line("util elast .1", &|s| { s.mechanisms.investment = false; s.mechanisms.expansion = false; s.mechanisms.mothball = false; s.behaviour.utilisation_elasticity = 0.1; });
    line("expansion only", &|s| { s.mechanisms.utilisation_response = false; s.mechanisms.mothball = false; });
    line("mothball only", &|s| { s.mechanisms.utilisation_response = false; s.mechanisms.investment = false; s.mechanisms.expansion = false; });
}
