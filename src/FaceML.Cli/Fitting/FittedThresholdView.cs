using FaceML.Calibration;

namespace FaceML.Cli;

/// <summary>A threshold, the promise behind it and the file that it went into: what <c>fit</c> and <c>calibrate</c> show.</summary>
internal static class FittedThresholdView
{
    public static void Write(ToolTerminal terminal, FaceThresholdTransformer fitted, string target)
    {
        bool given = fitted.Pairs == 0;
        ToolLines lines = new ToolLines(terminal)
            .Add("threshold", FormattableString.Invariant($"{fitted.Threshold:F4}"))
            .Add("promise", fitted.Promise.ToSentence())
            .Add(given ? "measured there" : "on these pairs", FormattableString.Invariant($"FMR {fitted.Calibration.FalseMatchRate}, FNMR {fitted.Calibration.FalseNonMatchRate}"))
            .Add("grounds", fitted.Promise.ToString());
        if (fitted.LeftOut > 0)
        {
            lines.Add("left out", FormattableString.Invariant($"{fitted.LeftOut:N0} pairs without a usable face: the promise does not cover them"));
        }

        lines.Add("written", target).Write();
        if (given)
        {
            terminal.Remark($"The promise is about those people. 'faceml calibrate --model {Path.GetFileName(target)}' makes one about yours, from labeled pairs.");
        }
    }
}
