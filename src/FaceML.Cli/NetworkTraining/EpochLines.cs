using FaceML.Training.Heads;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary>A line on standard error for every epoch.</summary>
internal sealed class EpochLines(ToolTerminal terminal) : IProgress<TrainingEpoch>
{
    public void Report(TrainingEpoch value) => terminal.Error.WriteLine(FormattableString.Invariant(
        $"epoch {value.Epoch}: loss {value.Loss:F4}{(double.IsNaN(value.Validation) ? "" : $", on people held out {value.Validation.ToString("F4", System.Globalization.CultureInfo.InvariantCulture)}")}, {value.Elapsed.TotalSeconds:F0} s"));
}
