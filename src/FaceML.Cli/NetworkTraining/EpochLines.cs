using FaceML.Training.Heads;
using FaceML.Training.Networks;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary>A line on standard error for every epoch and every trial.</summary>
internal sealed class EpochLines(ToolTerminal terminal) : IProgress<TrainingEpoch>, IProgress<NetworkTrial>
{
    public void Report(TrainingEpoch value)
    {
        string loss = value.Epoch == 0 ? "before training" : string.Create(CultureInfo.InvariantCulture, $"loss {value.Loss:F4}");
        string validation = double.IsNaN(value.Validation)
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", on people held out {value.Validation:F4}");
        terminal.Error.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"epoch {value.Epoch}: {loss}{validation}, {value.Elapsed.TotalSeconds:F0} s"));
    }

    public void Report(NetworkTrial value)
    {
        string frozen = value.FrozenUpTo is { } cut ? $"frozen up to {cut}" : "nothing frozen";
        string tried = string.Create(
            CultureInfo.InvariantCulture, $"tried learning rate {value.LearningRate}, teacher weight {value.TeacherWeight}, {frozen}: ");
        terminal.Error.WriteLine(tried + string.Create(
            CultureInfo.InvariantCulture,
            $"on people held out {value.Initial:F4} to {value.Validation:F4}, {value.Elapsed.TotalSeconds:F0} s"));
    }
}
