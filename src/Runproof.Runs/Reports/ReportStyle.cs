namespace Runproof.Runs.Reports;

/// <summary>The style sheet of HTML reports: system fonts, two palettes, nothing to fetch.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root { color-scheme: light dark;
          --page: #f6f6f3; --card: #ffffff; --ink: #1d1f24; --soft: #646a75; --faint: #9aa0ab; --line: #e6e6e1; --track: #ecece7;
          --accent: #3d5afe; --good: #14804a; --good-soft: #e3f4ea; --bad: #b3261e; --bad-soft: #fbe7e5; --open: #8a5a00; --open-soft: #fbf0d9;
          --none: #c9ccd3; --executed: #5b7fd9; --replayed: #1c9aa0; --proved: #14804a; }
        @media (prefers-color-scheme: dark) { :root {
          --page: #131418; --card: #1b1d23; --ink: #e9eaee; --soft: #a0a6b2; --faint: #6c7380; --line: #2a2d35; --track: #2a2d35;
          --accent: #8fa2ff; --good: #5fd39a; --good-soft: #17352a; --bad: #ff8a80; --bad-soft: #3d1f1e; --open: #f2c46d; --open-soft: #3a2f17;
          --none: #4a4f5a; --executed: #7d9bee; --replayed: #4cc3c8; --proved: #5fd39a; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
        main { max-width: 1080px; margin: 0 auto; padding: 48px 28px 64px; }
        .eyebrow { color: var(--soft); font-size: 12px; letter-spacing: .09em; text-transform: uppercase; }
        header { display: flex; justify-content: space-between; align-items: flex-start; gap: 24px; flex-wrap: wrap; margin-bottom: 30px; }
        h1 { font-size: 36px; line-height: 1.2; letter-spacing: -.02em; margin: 4px 0 6px; overflow-wrap: anywhere; }
        h2 { font-size: 17px; letter-spacing: -.005em; margin: 0 0 16px; }
        .sub { color: var(--soft); }
        .badge { border-radius: 999px; padding: 8px 18px; font-weight: 600; font-size: 15px; white-space: nowrap; margin-top: 22px; }
        .passed { color: var(--good); } .failed { color: var(--bad); } .inconclusive { color: var(--open); } .not_attempted { color: var(--faint); }
        .badge.passed { background: var(--good-soft); } .badge.failed { background: var(--bad-soft); } .badge.inconclusive { background: var(--open-soft); }
        section { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 24px 26px; margin-bottom: 18px; }
        .summary { display: flex; align-items: center; gap: 34px; flex-wrap: wrap; }
        .ring { flex: none; } .ring text { fill: var(--ink); }
        .facts { display: grid; grid-template-columns: repeat(3, 1fr); gap: 20px 26px; flex: 1; margin: 0; min-width: 280px; }
        .facts dt { color: var(--soft); font-size: 12.5px; } .facts dd { margin: 0; font-size: 20px; font-weight: 600; letter-spacing: -.01em; overflow-wrap: anywhere; }
        .sentence { margin: 20px 0 0; padding-top: 16px; border-top: 1px solid var(--line); color: var(--soft); }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: 14px; }
        th { text-align: left; font-weight: 500; color: var(--soft); font-size: 12.5px; padding: 0 14px 8px 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
        td { padding: 9px 14px 9px 0; border-bottom: 1px solid var(--line); vertical-align: middle; white-space: nowrap; }
        tr:last-child td { border-bottom: 0; padding-bottom: 0; } th:last-child, td:last-child { padding-right: 0; }
        .number { text-align: right; }
        td.wide { white-space: normal; overflow-wrap: anywhere; }
        code { font: 12.5px/1.5 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        td code, .quiet { color: var(--soft); }
        .dot { display: inline-block; width: 9px; height: 9px; border-radius: 50%; margin-right: 7px; }
        .bar { display: inline-block; height: 8px; border-radius: 4px; background: var(--track); width: 120px; vertical-align: middle; margin-left: 12px; overflow: hidden; }
        .bar span { display: block; height: 100%; border-radius: 4px; background: var(--executed); min-width: 2px; }
        .classes { display: grid; grid-template-columns: max-content 1fr max-content max-content; gap: 9px 16px; align-items: center; font-variant-numeric: tabular-nums; }
        .classes .bar { width: 100%; height: 12px; border-radius: 6px; margin: 0; } .classes .bar span { border-radius: 6px; background: var(--none); }
        .classes .top + .bar span { background: var(--accent); } .classes .top { font-weight: 600; }
        .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 18px; } .pair section { margin: 0; } .pair { margin-bottom: 18px; }
        @media (max-width: 860px) { .pair { grid-template-columns: 1fr; } .facts { grid-template-columns: 1fr 1fr; } main { padding: 28px 16px 48px; } section { padding: 20px 18px; } }
        ul.checks { list-style: none; margin: 0; padding: 0; } ul.checks li { display: flex; gap: 12px; padding: 5px 0; }
        ul.checks .mark { font-weight: 700; width: 1em; text-align: center; flex: none; } ul.checks .count { color: var(--faint); }
        ul.checks .why { display: block; color: var(--soft); font-size: 13.5px; overflow-wrap: anywhere; }
        .command { margin: 0 0 14px; } .command code { display: block; background: var(--page); border: 1px solid var(--line); border-radius: 8px; padding: 9px 13px; overflow-wrap: anywhere; }
        .command span { color: var(--soft); font-size: 13.5px; }
        .identity { display: grid; grid-template-columns: max-content 1fr; gap: 6px 20px; margin: 0; } .identity dt { color: var(--soft); } .identity dd { margin: 0; overflow-wrap: anywhere; }
        .legend { display: flex; gap: 20px; flex-wrap: wrap; color: var(--soft); font-size: 13px; margin-top: 12px; }
        svg text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
        .graph { display: block; margin: 0 auto; } .graph .name { fill: var(--ink); font-size: 13px; font-weight: 600; } .graph .note { fill: var(--soft); font-size: 11px; }
        .graph .box { fill: var(--card); stroke-width: 1.5; } .graph .end { fill: var(--page); stroke: var(--line); }
        .graph .edge { fill: none; stroke: var(--faint); stroke-width: 1.4; } .graph .tip { fill: var(--faint); }
        .s-none { stroke: var(--none); } .s-executed { stroke: var(--executed); } .s-replayed { stroke: var(--replayed); } .s-proved { stroke: var(--proved); }
        .f-none { fill: var(--none); background: var(--none); } .f-executed { fill: var(--executed); background: var(--executed); }
        .f-replayed { fill: var(--replayed); background: var(--replayed); } .f-proved { fill: var(--proved); background: var(--proved); }
        .errors { display: grid; grid-template-columns: repeat(auto-fill, minmax(280px, 1fr)); gap: 26px 34px; }
        .errors figure { margin: 0; min-width: 0; font-size: 12.5px; } .errors figcaption { margin-bottom: 10px; overflow-wrap: anywhere; }
        .errors b { display: block; font-size: 14px; } .errors figcaption span { color: var(--soft); font-variant-numeric: tabular-nums; }
        .errors svg { display: block; width: 100%; height: auto; } .errors text { fill: var(--soft); font-size: 10.5px; }
        .errors .exact { fill: var(--accent); } .errors .off { fill: var(--executed); opacity: .55; } .errors .hover { fill: transparent; }
        .errors .axis { stroke: var(--line); fill: none; }
        footer { color: var(--faint); font-size: 13px; margin-top: 26px; }
        @media print { body { background: #fff; } section { break-inside: avoid; } }
        """;
}
