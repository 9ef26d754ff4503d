using FaceML.Training.Heads;

namespace FaceML.Training.Networks;

/// <summary>What a run has come to so far, but for the trainer's own state.</summary>
internal sealed class NetworkTrainingState(OnnxModel network)
{
    private readonly List<TrainingEpoch> epochs = [];

    public IReadOnlyList<TrainingEpoch> Epochs => epochs;

    public double InitialValidation { get; private set; } = double.NaN;

    public int BestEpoch { get; private set; }

    public OnnxModel Best { get; private set; } = network;

    /// <summary>The metric before the first epoch and after each.</summary>
    public IReadOnlyList<double> Validation => [InitialValidation, .. epochs.Select(e => e.Validation)];

    public void Start(double initialValidation) => InitialValidation = initialValidation;

    public void Restore(TrainingHistory history, OnnxModel best)
    {
        InitialValidation = history.InitialValidation;
        epochs.AddRange(history.Epochs);
        (BestEpoch, Best) = (history.BestEpoch, best);
    }

    public void Finish(TrainingEpoch epoch, OnnxModel learned)
    {
        double best = Validation[BestEpoch];
        epochs.Add(epoch);
        // Without validation (NaN) the last epoch is the best there is.
        if (!(epoch.Validation <= best))
        {
            (BestEpoch, Best) = (epoch.Epoch, learned);
        }
    }

    public NetworkTrainingResult Result(bool stoppedEarly) =>
        new(Best, epochs, BestEpoch, InitialValidation, Validation[BestEpoch], stoppedEarly);
}
