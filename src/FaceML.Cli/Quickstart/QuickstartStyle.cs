namespace FaceML.Cli;

/// <summary>
/// How the quickstart's page looks: light and dark as the reader's system, on a phone in one column, nothing loaded from anywhere.
/// </summary>
internal static class QuickstartStyle
{
    // Every text has a contrast of at least 4.5 to 1 with its ground, in both schemes.
    public const string Css = """
        :root {
          color-scheme: light dark;
          --ink: #14202b; --quiet: #566573; --paper: #f5f6f8; --card: #ffffff; --line: #dfe4ea; --track: #e6eaef;
          --yes: #0a7a5e; --yes-soft: #e3f4ee; --no: #5d6975; --no-bar: #a3adb8; --warn: #8a5200; --warn-soft: #fdf3e1; --link: #0b63b0;
          --shadow: 0 1px 2px rgb(20 32 43 / .06), 0 6px 20px rgb(20 32 43 / .05);
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ink: #e7edf3; --quiet: #9eabb8; --paper: #0f141a; --card: #181f27; --line: #2a343f; --track: #2a343f;
            --yes: #3ddcb0; --yes-soft: #11312a; --no: #a6b2be; --no-bar: #5d6b79; --warn: #f0b45c; --warn-soft: #30240f; --link: #7cbcff;
            --shadow: none;
          }
        }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0; font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto,
            sans-serif; color: var(--ink); background: var(--paper); }
        main, footer { max-width: 1080px; margin: 0 auto; padding: 0 24px; }
        header { max-width: 1080px; margin: 0 auto; padding: 56px 24px 8px; }
        h1 { font-size: clamp(30px, 5vw, 42px); line-height: 1.15; margin: 0 0 12px; letter-spacing: -.02em; text-wrap: balance; }
        h2 { font-size: 22px; line-height: 1.3; margin: 56px 0 6px; letter-spacing: -.01em; }
        h3 { font-size: 15px; margin: 28px 0 12px; color: var(--quiet); font-weight: 600; }
        p { max-width: 68ch; margin: 0 0 12px; text-wrap: pretty; }
        a { color: var(--link); }
        .lead { font-size: 18px; color: var(--quiet); }
        .quiet { color: var(--quiet); }
        .panel { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 22px 24px; box-shadow: var(
            --shadow); margin-top: 20px; }
        .panel p { max-width: 84ch; }
        .panel p:last-child { margin-bottom: 0; }
        .promise { border-left: 5px solid var(--yes); }
        .promise strong { font-size: clamp(19px, 2.4vw, 24px); line-height: 1.35; font-weight: 650; }
        .promise p:first-child { max-width: none; }
        .refusal { border-left: 5px solid var(--warn); }
        .refusal b { color: var(--warn); }
        details { margin: 12px 0; }
        summary { cursor: pointer; color: var(--link); }
        summary:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 3px; border-radius: 4px; }
        blockquote { margin: 10px 0 0; padding: 10px 14px; background: var(
            --warn-soft); border-radius: 8px; font-size: 14px; overflow-wrap: anywhere; }
        .pairs { display: grid; grid-template-columns: repeat(
            auto-fill, minmax(188px, 1fr)); gap: 16px; list-style: none; margin: 0; padding: 0; }
        .pairs.match { grid-template-columns: repeat(auto-fill, minmax(340px, 1fr)); }
        .pair { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 12px; box-shadow: var(--shadow); }
        .match .pair { border: 2px solid var(--yes); padding: 14px; }
        .faces { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; }
        .faces img { display: block; width: 100%; aspect-ratio: 1; object-fit: cover; object-position: 50% 35%;
            border-radius: 8px; background: var(--track); }
        .verdict { display: flex; justify-content: space-between; align-items: center; margin-top: 12px; }
        .badge { font-weight: 650; color: var(--no); }
        .match .badge { color: var(--yes); background: var(--yes-soft); border-radius: 99px; padding: 1px 11px; }
        .score { font-variant-numeric: tabular-nums; }
        .scale { position: relative; height: 8px; border-radius: 4px; background: var(--track); margin: 12px 0 8px; }
        .scale i { position: absolute; inset: 0 auto 0 0; border-radius: 4px; background: var(--no-bar); }
        .match .scale i { background: var(--yes); }
        .scale u { position: absolute; top: -4px; bottom: -4px; width: 2px; margin-left: -1px; background: var(--ink); }
        .names { font-size: 13px; color: var(--quiet); }
        .images { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: 16px; margin-top: 16px; }
        .images img { display: block; width: 100%; aspect-ratio: 3 / 2; object-fit: cover; border-radius: 12px; background: var(--track); }
        pre { margin: 0 0 12px; padding: 14px 16px; background: var(--card); border: 1px solid var(
            --line); border-radius: 10px; overflow-x: auto; font: 14px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
        footer { margin-top: 56px; padding-bottom: 56px; font-size: 14px; color: var(--quiet); }
        @media (max-width: 560px) {
          header { padding-top: 32px; }
          h2 { margin-top: 44px; }
          .panel { padding: 18px; }
          .pairs { grid-template-columns: 1fr 1fr; gap: 10px; }
          .pairs.match { grid-template-columns: 1fr; }
          .pairs .pair { padding: 9px; }
          .verdict { margin-top: 8px; }
        }
        @media print { body { background: #fff; } .pair, .panel { break-inside: avoid; box-shadow: none; } }
        """;
}
