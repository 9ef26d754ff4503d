using FaceML.Training.Heads;
using FaceML.Training.Networks;

namespace FaceML.Bench.NetworkTraining;

/// <summary>A line on the error stream for every epoch and every trial.</summary>
internal sealed class EpochLines : IProgress<TrainingEpoch>, IProgress<NetworkTrial>
{
    public void Report(TrainingEpoch value) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"epoch {value.Epoch}: loss {value.Loss:0.0000}, validation {value.Validation:0.0000}, gradient {value.GradientNorm:0.0000}, "
            + $"{value.Elapsed.TotalSeconds:0} s"));

    public void Report(NetworkTrial value) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"rate {value.LearningRate}, teacher {value.TeacherWeight}, frozen up to {value.FrozenUpTo}: validation {value.Initial:0.0000} "
            + $"to {value.Validation:0.0000}, {value.Elapsed.TotalSeconds:0} s"));
}
