using System.Diagnostics;

namespace FaceML.Training.Networks;

/// <summary>
/// Finds how a network is best trained on given images, on other identities than those learned from: learning rate, weight of the teacher
/// and frozen part are varied in turn, each trial being a short run with a schedule of its own. Thread-safe.
/// </summary>
internal static class NetworkSearch
{
    /// <summary>Searches.</summary>
    /// <param name="network">The network; not changed.</param>
    /// <param name="training">The settings that are not searched for, and the first value of those that are where their list is
    /// empty.</param>
    /// <param name="options">What is tried, and for how long.</param>
    /// <param name="train">Trains with settings, as <see cref="NetworkLearner"/> does, on the images and with the validation of the
    /// caller.</param>
    /// <param name="progress">Told after every trial, on the thread that searches; null for none.</param>
    /// <returns>The settings to train with, with as many epochs as the time left is enough for, and all trials in order.</returns>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public static (NetworkTrainingOptions Training, IReadOnlyList<NetworkTrial> Trials) Run(
        OnnxModel network, NetworkTrainingOptions training, NetworkSearchOptions options,
        Func<NetworkTrainingOptions, NetworkTrainingResult> train, IProgress<NetworkTrial>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(train);
        options.Check();
        long started = Stopwatch.GetTimestamp();
        List<NetworkTrial> trials = [];
        double metric = double.NegativeInfinity, epochSeconds = 0;
        NetworkTrainingOptions best = training with
        {
            Step = With(
                training.Step,
                options.LearningRates.Count > 0 ? options.LearningRates[0] : null,
                options.TeacherWeights.Count > 0 ? options.TeacherWeights[0] : null,
                options.FrozenShares.Count > 0 ? options.FrozenShares[0] : null),
        };
        if (Math.Max(options.LearningRates.Count, Math.Max(options.TeacherWeights.Count, options.FrozenShares.Count)) <= 1)
        {
            return (best with { Budget = options.Budget }, trials);
        }

        Try(best.Step);
        foreach (double rate in options.LearningRates.Skip(1))
        {
            Try(With(best.Step, rate, null, null));
        }

        foreach (float weight in options.TeacherWeights.Skip(1))
        {
            Try(With(best.Step, null, weight, null));
        }

        foreach (double share in options.FrozenShares.Skip(1))
        {
            Try(With(best.Step, null, null, share));
        }

        double left = (options.Budget - Stopwatch.GetElapsedTime(started)).TotalSeconds;
        int epochs = epochSeconds > 0 ? (int)Math.Clamp(left / epochSeconds, 1, training.Epochs) : training.Epochs;
        return (best with { Epochs = epochs, Budget = TimeSpan.FromSeconds(Math.Max(1, left)) }, trials);

        void Try(NetworkTrainerOptions step)
        {
            // The first is always tried: it says how long an epoch takes.
            if (trials.Count > 0 && Stopwatch.GetElapsedTime(started) > options.Budget / 2)
            {
                return;
            }

            long began = Stopwatch.GetTimestamp();
            NetworkTrainingResult result =
                train(training with { Step = step, Epochs = Math.Min(options.TrialEpochs, training.Epochs), EarlyStopping = null });
            double reached = result.Epochs.Max(e => e.Validation);
            trials.Add(new NetworkTrial(step.LearningRate, step.TeacherWeight, step.Gradients.FrozenUpTo, result.InitialValidation, reached,
                Stopwatch.GetElapsedTime(began)));
            progress?.Report(trials[^1]);
            // Of equals the first.
            if (reached > metric)
            {
                (metric, best, epochSeconds) = (reached, training with { Step = step }, result.Epochs.Min(e => e.Elapsed.TotalSeconds));
            }
        }

        NetworkTrainerOptions With(NetworkTrainerOptions step, double? rate, float? weight, double? share) => step with
        {
            LearningRate = rate ?? step.LearningRate,
            TeacherWeight = weight ?? step.TeacherWeight,
            Gradients = share is { } frozen ? step.Gradients with { FrozenUpTo = NetworkLayers.CutAt(network, frozen) } : step.Gradients,
        };
    }
}
