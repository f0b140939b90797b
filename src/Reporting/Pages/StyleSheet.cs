namespace Lithoscope.Reporting;

/// <summary>The look of reports.</summary>
internal static class StyleSheet
{
    public const string Text = """
        :root { color-scheme: light; }
        * { box-sizing: border-box; }
        body { margin: 0; background: #f4f5f7; color: #222; font: 16px/1.55 Helvetica Neue, Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif; }
        main { max-width: 62rem; margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 3rem) 3rem; background: #fff; min-height: 100vh; }
        h1 { font-size: clamp(1.5rem, 4vw, 2.1rem); line-height: 1.2; margin: .6rem 0 .3rem; }
        h2 { font-size: 1.3rem; margin: 2.2rem 0 .7rem; padding-bottom: .25rem; border-bottom: 1px solid #ddd; }
        p { margin: .6rem 0; max-width: 46rem; }
        .subtitle { color: #555; font-size: 1.08rem; margin-top: 0; }
        .warnings { background: #fff7e6; border-left: 4px solid #e69f00; padding: .7rem 1rem; margin: 1rem 0; }
        .warnings ul { margin: .2rem 0; padding-left: 1.2rem; }
        .key { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .8rem; margin: 1.2rem 0; }
        .key div { background: #f1f6fa; border-radius: 6px; padding: .7rem 1rem; break-inside: avoid; }
        .key dt { color: #555; font-size: .9rem; }
        .key dd { margin: 0; font-size: 1.6rem; font-weight: 600; line-height: 1.3; }
        .key small { display: block; font-size: .85rem; font-weight: 400; color: #555; }
        nav ol { columns: 2 14rem; padding-left: 1.4rem; }
        a { color: #0060a0; }
        figure { margin: 1.2rem 0; break-inside: avoid; }
        figure svg { display: block; max-width: max(100%, 26rem); height: auto; }
        figcaption { color: #555; font-size: .92rem; margin-top: .4rem; max-width: 46rem; }
        .scroll, .table { overflow-x: auto; }
        table { border-collapse: collapse; margin: .8rem 0; font-size: .95rem; font-variant-numeric: tabular-nums; }
        caption { text-align: left; font-weight: 600; padding-bottom: .3rem; }
        th, td { padding: .3rem .8rem; text-align: left; border-bottom: 1px solid #e4e4e4; vertical-align: top; }
        thead th { border-bottom: 2px solid #999; white-space: nowrap; }
        .r { text-align: right; }
        .c { text-align: center; }
        .provenance { font-size: .88rem; }
        .provenance th { font-weight: 400; color: #555; white-space: nowrap; }
        .provenance td { overflow-wrap: anywhere; }
        pre { background: #f6f7f8; padding: .8rem 1rem; overflow-x: auto; font-size: .88rem; line-height: 1.4; }
        @media print {
          body { background: #fff; font-size: 10.5pt; }
          main { max-width: none; padding: 0; }
          figure svg { max-width: 100%; }
          .scroll, .table { overflow: visible; }
          h2 { break-after: avoid; }
          tr { break-inside: avoid; }
          nav { display: none; }
        }

        """;
}
