using FaceML.Calibration;
using FaceML.Evaluation.Calibration;

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
            .Add(given ? "measured there" : "on these pairs", Measured(fitted.Calibration))
            .Add("grounds", fitted.Promise.ToString());
        if (fitted.LeftOut > 0)
        {
            lines.Add("left out", FormattableString.Invariant(
                $"{fitted.LeftOut:N0} pairs without a usable face: the promise does not cover them"));
        }

        lines.Add("written", target).Write();
        if (given)
        {
            terminal.Remark($"The promise is about those people. 'faceml calibrate --model {Path.GetFileName(target)}' makes one about "
                + $"yours, from labeled pairs.");
        }
    }

    private static string Measured(ThresholdCalibration calibration)
    {
        string missed = calibration.FalseNonMatchRate is { } rate ? $", {Percent(rate.Value)} of those of one person do not" : "";
        return $"{Percent(calibration.FalseMatchRate.Value)} of the pairs of different people match{missed}";
    }

    // Two digits: the intervals of such rates are wider than the third. 'grounds' and the saved file have all of them.
    private static string Percent(double rate)
    {
        double percent = 100 * rate;
        int decimals = percent <= 0 ? 0 : Math.Clamp(1 - (int)Math.Floor(Math.Log10(percent)), 0, 9);
        return percent.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + " %";
    }
}
