using FaceML.Training.Heads;

namespace FaceML.Bench.NetworkTraining;

/// <summary>A line on the error stream for every epoch.</summary>
internal sealed class EpochLines : IProgress<TrainingEpoch>
{
    public void Report(TrainingEpoch value) => Console.Error.WriteLine(FormattableString.Invariant(
        $"epoch {value.Epoch}: loss {value.Loss:0.0000}, validation {value.Validation:0.0000}, gradient {value.GradientNorm:0.0000}, {value.Elapsed.TotalSeconds:0} s"));
}
