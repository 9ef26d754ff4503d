namespace FaceML.Reports;

/// <summary>The page's style. Blue and vermilion are the pair of Okabe and Ito (2008) that every common color vision tells apart.</summary>
internal static class ReportStyle
{
    /// <summary>The colors on light paper.</summary>
    public const string Light = """
        --paper:#fbfbf9;--panel:#fff;--ink:#1a1d21;--soft:#5c6570;--line:#e3e5e1;--genuine:#0072b2;--impostor:#d55e00;
            --accent:#0072b2;--bad:#b3380c;--good:#2b6d3f
        """;

    /// <summary>The colors on dark paper.</summary>
    public const string Dark = """
        --paper:#14171a;--panel:#1c2024;--ink:#e9ecef;--soft:#9aa5b1;--line:#30363c;
            --genuine:#56b4e9;--impostor:#f0a04b;--accent:#56b4e9;--bad:#ff9a76;--good:#7fcf95
        """;

    /// <summary>The marks of a chart.</summary>
    public const string Marks = """
        .grid{stroke:var(--line);stroke-width:1}.tick{fill:var(--soft);font-size:11.5px;font-variant-numeric:tabular-nums}.axis{fill:var(
            --soft);font-size:12.5px}
        .curve{fill:none;stroke:var(--accent);stroke-width:2.4;stroke-linejoin:round}
        .diagonal{fill:none;stroke:var(--soft);stroke-width:1;stroke-dasharray:3 4;opacity:.7}
        .chosen{fill:var(--impostor);stroke:var(--panel);stroke-width:2}.point{fill:var(--accent);stroke:var(--panel);stroke-width:1.5}
        .whisker{stroke:var(--accent);stroke-width:2;opacity:.45}
        .hover{fill:var(--accent);opacity:0}.hover:hover{opacity:.9}
        polygon.genuine{fill:var(--genuine);fill-opacity:.5;stroke:var(--genuine);stroke-width:1}polygon.impostor{fill:var(
            --impostor);fill-opacity:.45;stroke:var(--impostor);stroke-width:1}
        .threshold{stroke:var(--ink);stroke-width:1.4;stroke-dasharray:5 4}.note{fill:var(--ink);font-size:12px}
        """;

    public const string Css = $$$"""
        :root{{{{Light}}}}
        @media (prefers-color-scheme:dark){:root{{{{Dark}}}}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(
            --ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;-webkit-text-size-adjust:100%}
        main{max-width:1120px;margin:0 auto;padding:56px 24px 96px}
        h1{font-size:2.1rem;line-height:1.15;letter-spacing:-.02em;margin:0 0 12px;font-weight:680}
        h2{font-size:1.05rem;letter-spacing:-.005em;margin:0 0 12px;font-weight:640}
        h3{font-size:.82rem;margin:0;color:var(--soft);font-weight:560}
        p{margin:0 0 8px}
        .lead{font-size:1.06rem;color:var(--soft);max-width:46em}
        .meta{color:var(--soft);font-size:.92rem}.meta b{color:var(--ink);font-weight:620}
        header{margin-bottom:36px}
        section{margin-top:44px}
        .figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(200px,1fr));gap:14px;margin-top:0}
        .figure,figure,.promise,.card,.pair{background:var(--panel);border:1px solid var(--line);border-radius:12px}
        .figure{padding:16px 18px}
        .value{font-size:1.75rem;font-weight:660;letter-spacing:-.02em;margin:2px 0 6px;font-variant-numeric:tabular-nums}
        .interval{display:block;width:100%;height:8px;fill:var(--line)}.interval .mark{fill:var(--accent)}
        .range{display:flex;justify-content:space-between;font-size:.78rem;color:var(
            --soft);font-variant-numeric:tabular-nums;margin:3px 0 4px}
        .how{font-size:.76rem;color:var(--soft);margin:0;line-height:1.4;overflow-wrap:anywhere}
        .promise{display:grid;grid-template-columns:minmax(
            140px,200px) 1fr;gap:24px;padding:22px 24px;margin-top:14px;border-left:4px solid var(--accent)}
        .promise h2{margin:0;font-size:.82rem;color:var(--soft);font-weight:560}.promise p:last-child{margin:0}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 18px;margin:0 0 10px;font-variant-numeric:tabular-nums}dt{color:var(
            --soft)}dd{margin:0}
        .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(460px,100%),1fr));gap:18px;margin-top:18px}
        figure{margin:0;padding:20px 20px 16px}figure svg{display:block;width:100%;height:auto}
        figcaption{font-size:.82rem;color:var(--soft);margin-top:8px}
        {{{Marks}}}
        .key{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin:0 .35em 0 .1em;vertical-align:-.05em}
        .key.genuine{background:var(--genuine)}.key.impostor{background:var(--impostor);margin-left:.9em}
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:.94rem}
        th,td{text-align:right;padding:9px 12px;border-bottom:1px solid var(
            --line);white-space:nowrap}th:first-child{text-align:left;padding-left:0}
        thead th{color:var(--soft);font-weight:560;font-size:.82rem}td.long,th.long{text-align:left;white-space:normal;
            min-width:18em}tbody th{font-weight:600}.minor{color:var(--soft);font-weight:400}
        .indices{display:flex;flex-wrap:wrap;gap:10px 40px;margin:18px 0 8px}.indices dt{font-size:.8rem}
        .indices dd{font-size:1.2rem;font-weight:640}
        .pairs{display:grid;grid-template-columns:repeat(
            auto-fill,minmax(230px,1fr));gap:14px}.pair{padding:12px}.pair p{margin:8px 0 0}.pair .how{margin-top:2px}
        .faces{display:grid;grid-template-columns:1fr 1fr;gap:6px}.faces img,.nothing{width:100%;aspect-ratio:1;object-fit:cover;
            border-radius:8px;display:block}
        .nothing{display:grid;place-items:center;background:var(--line);color:var(--soft);font-size:.76rem}
        .wrong{color:var(--bad)}.right{color:var(--good)}
        .card{padding:20px 24px;max-width:60em}.card p{white-space:pre-line}.card :first-child{margin-top:0}
        .card :last-child{margin-bottom:0}.card h3{margin:18px 0 6px;color:var(--ink);font-size:.95rem;font-weight:640}
        .card ul{margin:0 0 8px;padding-left:1.2em}.card li{overflow-wrap:anywhere}
        @media (max-width:640px){main{padding:32px 16px 64px}h1{font-size:1.6rem}.promise{grid-template-columns:1fr;gap:8px}}
        @media print{body{background:#fff}.figure,figure,.pair{break-inside:avoid}}
        """;
}
