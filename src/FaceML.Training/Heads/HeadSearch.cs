using System.Diagnostics;
using FaceML.Training.Losses;
using FaceML.Training.Mining;
using FaceML.Training.Optimization;

namespace FaceML.Training.Heads;

/// <summary>
/// Chooses how a head is learned: the embeddings as they came, <see cref="LinearDiscriminant"/> and every loss are compared by
/// cross-validation over identities, and the best one is learned again from everybody. Thread-safe.
/// </summary>
internal static class HeadSearch
{
    // The share of the gain that is to remain where the general population is kept.
    private const double KeptGain = 0.9;

    // Where no people can be held out to choose by.
    private const double UnknownWeight = 0.5;

    private static readonly double[] Weights = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

    /// <summary>The name of the embeddings as they came: nothing is learned.</summary>
    public const string AsItCame = "as it came";

    /// <summary>The name of <see cref="LinearDiscriminant"/>.</summary>
    public const string Discriminant = "discriminant";

    /// <summary>The losses by name, in the order of trial: when time is short, the rest is not tried.</summary>
    public static IReadOnlyDictionary<string, LossOptions> Losses { get; } =
        new OrderedDictionary<string, LossOptions>(StringComparer.Ordinal)
        {
            ["infonce"] = new InfoNceLossOptions(),
            ["triplet"] = new TripletLossOptions(),
            ["arcface"] = new ArcFaceLossOptions(),
            ["cosface"] = new CosFaceLossOptions(),
            ["softmax"] = new SoftmaxLossOptions(),
            ["triplet-hard"] = new TripletLossOptions { Miner = new BatchHardMiner() },
            ["contrastive"] = new ContrastiveLossOptions(),
        };

    /// <summary>Searches.</summary>
    /// <param name="set">Every identity with at least two embeddings, two identities at least.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <param name="progress">Told after every candidate, on the thread that searches; null for none.</param>
    /// <param name="cancellationToken">Ends the search between two batches.</param>
    /// <exception cref="TrainingDataException">The data cannot be trained on; says which identities.</exception>
    public static HeadSearchResult Run(EmbeddingSet set, HeadSearchOptions? options = null, IProgress<HeadCandidate>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        options ??= new HeadSearchOptions();
        TrainingSplit.CheckTrainable(set);
        long started = Stopwatch.GetTimestamp();
        IReadOnlyList<(EmbeddingSet Learn, EmbeddingSet HeldOut)> folds = IdentityFolds.Split(set, options.Folds, options.Seed);

        // It brings its own cross-validation, of the same rounds.
        var discriminant = new Lazy<LinearDiscriminantResult>(() => LinearDiscriminant.Fit(
            set, new LinearDiscriminantOptions
            {
                Folds = options.Folds,
                ValidationFalseMatchRate = options.FalseMatchRate,
                Seed = options.Seed
            }, cancellationToken));
        List<HeadCandidate> candidates = [];
        foreach (string name in (string[])[AsItCame, Discriminant, .. options.KeepGeneral ? [] : Losses.Keys])
        {
            // The first two take no time worth saving; a loss that has been begun is finished.
            if (name is not (AsItCame or Discriminant) && Stopwatch.GetElapsedTime(started) > options.Budget)
            {
                break;
            }

            long began = Stopwatch.GetTimestamp();
            double rate = name == Discriminant ? discriminant.Value.Validation : CrossValidate(name, folds, options, cancellationToken);
            candidates.Add(new HeadCandidate(name, rate, Stopwatch.GetElapsedTime(began)));
            progress?.Report(candidates[^1]);
        }

        // Of equals the first: what is simpler. With too few identities to hold any out nothing is learned.
        HeadCandidate best = candidates[options.MustLearn ? 1 : 0];
        foreach (HeadCandidate candidate in candidates)
        {
            best = candidate.Name != AsItCame && candidate.TrueMatchRate > best.TrueMatchRate ? candidate : best;
        }

        MetricHead? head = best.Name == Discriminant ? discriminant.Value.Head : Learn(best.Name, set, options, cancellationToken);
        if (head is null || !options.KeepGeneral)
        {
            return new HeadSearchResult(best.Name, head, candidates);
        }

        double weight = WeightThatKeeps(folds, discriminant.Value, options.FalseMatchRate, cancellationToken);
        return new HeadSearchResult(best.Name, head.Attenuated(weight), candidates, weight);
    }

    // The smallest weight: of what gains about the same, what changes least.
    private static double WeightThatKeeps(IReadOnlyList<(EmbeddingSet Learn, EmbeddingSet HeldOut)> folds,
        LinearDiscriminantResult found, double falseMatchRate, CancellationToken cancellationToken)
    {
        if (folds.Count == 0)
        {
            return UnknownWeight;
        }

        double[] rates = new double[Weights.Length];
        double asItCame = 0;
        foreach ((EmbeddingSet learn, EmbeddingSet heldOut) in folds)
        {
            MetricHead head = LinearDiscriminant.Fit(
                learn, new LinearDiscriminantOptions { Shrinkage = found.Shrinkage, Cutoff = found.Cutoff }, cancellationToken).Head;
            asItCame += VerificationMetric.TrueMatchRate(heldOut, falseMatchRate);
            Parallel.For(0, rates.Length,
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, i =>
                rates[i] += VerificationMetric.TrueMatchRate(head.Attenuated(Weights[i]).Transform(heldOut), falseMatchRate));
        }

        double wanted = asItCame + KeptGain * (rates.Max() - asItCame);
        return Weights[Array.FindIndex(rates, rate => rate >= wanted)];
    }

    private static double CrossValidate(string name, IReadOnlyList<(EmbeddingSet Learn, EmbeddingSet HeldOut)> folds,
        HeadSearchOptions options, CancellationToken cancellationToken)
    {
        double[] rates = new double[folds.Count];
        Parallel.For(0, rates.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, i =>
        {
            MetricHead? head = Learn(name, folds[i].Learn, options, cancellationToken);
            rates[i] = VerificationMetric.TrueMatchRate(head?.Transform(folds[i].HeldOut) ?? folds[i].HeldOut, options.FalseMatchRate);
        });
        return rates.Length == 0 ? double.NaN : rates.Average();
    }

    // Null for the embeddings as they came.
    private static MetricHead? Learn(string name, EmbeddingSet set, HeadSearchOptions options, CancellationToken cancellationToken) =>
        name switch
        {
            AsItCame => null,
            _ => new MetricHeadTrainer(new MetricHeadOptions
            {
                Shape = new MetricHeadShape { OutputLength = set.Length, Residual = true },
                Loss = Losses[name],
                LearningRate = options.LearningRate,
                Epochs = options.Epochs,
                Schedule = new CosineSchedule(),
                Seed = options.Seed,
            }).Train(set, cancellationToken: cancellationToken).Head,
        };
}
