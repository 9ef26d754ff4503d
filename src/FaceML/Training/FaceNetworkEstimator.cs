using FaceML.Augmentation;
using FaceML.Embedding;
using FaceML.Onnx;
using FaceML.Training.Algebra;
using FaceML.Training.Architectures;
using FaceML.Training.Data;
using FaceML.Training.Heads;
using FaceML.Training.Losses;
using FaceML.Training.Networks;

namespace FaceML.Training;

/// <summary>
/// Trains an embedding network's own weights on aligned faces (<see cref="FaceTrainerCatalog.FineTuneNetwork(FaceNetworkOptions)"/>).
/// </summary>
internal sealed class FaceNetworkEstimator : FaceEstimator<FaceEmbeddingTransformer>
{
    internal const string Stage = "Trainers.Network";

    private readonly FaceNetworkOptions options;
    private readonly NetworkStart start;

    internal FaceNetworkEstimator(MLContext context, FaceNetworkOptions options, NetworkStart start)
        : base(context, Stage, InputsOf(options),
            [new OutputColumn(options.OutputColumnName, new VectorDataViewType(NumberDataViewType.Single, start.Card.Embedding!.Length))])
    {
        if (options.ValidationShare is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.ValidationShare, $"{nameof(options.ValidationShare)} must be at least 0 and below 1.");
        }

        if (options.ShiftShare is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.ShiftShare, $"{nameof(options.ShiftShare)} must be 0 to 1.");
        }

        options.Interpolation?.Check();
        if (options.PersonColumnName is null && Teachers(options) is [] && options.TeacherColumnName is null)
        {
            throw new ArgumentException(
                $"{nameof(options.PersonColumnName)} is null and there is no teacher: there is nothing to learn from.", nameof(options));
        }

        if (options.Training.Step.Gradients.FrozenUpTo is { } frozen && start.Network.Graph.FindProducer(frozen) is null)
        {
            throw new ArgumentException(NetworkLayers.Unknown(start.Network, start.Card.Name, frozen), nameof(options));
        }

        (this.options, this.start) = (options, start);
    }

    private protected override FaceEmbeddingTransformer FitCore(IDataView input)
    {
        InputColumn[] inputs = InputsOf(options);
        bool stated = options.ValidationColumnName is not null, labeled = options.PersonColumnName is not null;
        List<Image> alignedFaces = [];
        List<float[]> taught = [];
        // A row's "vector" is the number of its aligned face: who is split how is the same as for vectors.
        var rows = LabeledVectors.Read(input, Stage, (row, column) => AlignedFaces(row, column, alignedFaces, taught), inputs[0],
            labeled ? inputs[1] : null, stated ? inputs[labeled ? 2 : 1] : null, options.TeacherColumnName is null ? null : inputs[^1]);
        (EmbeddingSet learn, EmbeddingSet? held) = labeled ? rows.Split(options.ValidationShare, options.Training.Step.Seed, stated)
            : options.ValidationShare > 0
                ? TrainingSplit.ByIdentity(rows.All(), options.ValidationShare, options.Training.Step.Seed)
                : (rows.All(), null);
        (NetworkTrainingResult result, IReadOnlyList<InterpolationPoint> line, double coefficient, NetworkTrainingOptions settings,
            HeadStart? head) =
            Train(Pick(alignedFaces, learn), learn.Labels.ToArray(), held is null ? null : Pick(alignedFaces, held), held?.Labels.ToArray(),
                labeled,
                options.TeacherColumnName is null ? null : some => Pick(taught, some ? learn : held!));
        var summary = new FaceTrainingSummary(
            learn.Count, labeled ? learn.ByIdentity().Count : 0, held?.Count ?? 0, labeled && held is not null
                ? held.ByIdentity().Count
                : 0, rows.LeftOut,
            result.InitialValidation, result.BestValidation, result.BestEpoch)
        {
            MixingCoefficient = coefficient,
        };
        OnnxModel network = options.Architecture is null ? result.Network : BatchNormalizationFolding.Fold(result.Network);
        return Embedding(new FaceTrainedNetwork(network, (head?.Start ?? start).Card with { Lineage = Lineage(summary, settings, head) },
            summary, result.Epochs, line, head?.Fitted));
    }

    private (NetworkTrainingResult Result, IReadOnlyList<InterpolationPoint> Line, double Coefficient, NetworkTrainingOptions Settings,
        HeadStart? Head) Train(Image[] learn, int[] labels, Image[]? held, int[]? heldLabels, bool labeled, Func<bool, float[][]>? taught)
    {
        string[] teachers = Teachers(options);
        NetworkCatalog catalog = options.Catalog ?? NetworkCatalog.Default();
        bool varies = options.Augmentation is not null || options.Shift is not null;
        var change = new AlignedFaceChange(options);
        HeadStart? head = options.StartFromHead && labeled && options.Architecture is null
            ? HeadStart.Learn(start, options, catalog, learn, labels, options.Shift is null ? null : alignedFace =>
                change.Apply(alignedFace, null))
            : null;
        NetworkStart from = head?.Start ?? start;
        NetworkImages training = FaceNetworkImages.Of(learn, labels, start.Input, varies ? change.Apply : null, varies);
        NetworkImages? validation = held is null
            ? null
            : FaceNetworkImages.Of(held, heldLabels!, start.Input, options.Shift is null ? null : change.Apply);
        NetworkTrainingOptions settings =
            options.Training with
            {
                EarlyStopping = validation is null ? null : options.Training.EarlyStopping,
                Step = Run(options.Training.Step)
            };
        TrainingRun? run = options.Run;
        if (teachers.Length > 0 || taught is not null)
        {
            EmbeddingSet Wanted(bool ofLearn) => head is not null && options.Teachers is null && ofLearn && taught is null
                ? head.Vectors
                : taught is not null ? TeacherVectors.Of(taught(ofLearn)) : TeacherVectors.Of(
                    teachers, catalog, ofLearn ? learn : held!, options.CancellationToken);
            EmbeddingSet vectors = Wanted(ofLearn: true);
            training = training.WithTeacher(
                settings.Step.TeacherMatch == TeacherMatch.Vectors ? TeacherProjection.Of(vectors, start.Card.Embedding!.Length) : vectors);
            settings = settings with { Step = settings.Step with { LossWeight = labeled ? settings.Step.LossWeight : 0 } };
            if (!labeled && held is not null && run?.Metric is null)
            {
                EmbeddingSet wanted = Wanted(ofLearn: false);
                run = (run ?? new TrainingRun()) with { Metric = vectors => TeacherAgreement.Of(vectors, wanted) };
            }
        }

        NetworkTrainingResult Train(NetworkTrainingOptions asked, TrainingRun? accompanied) =>
            new NetworkLearner(asked) { ActivationFolder = options.ActivationFolder }.Train(
            from.Network,
            training.Varies && asked.Step.Gradients.FrozenUpTo is not null
                ? training.WithVariants(options.FrozenVariants, asked.Step.Seed)
                : training,
            validation, accompanied, options.CancellationToken);

        if (options.Search is { } search && validation is not null)
        {
            (settings, _) = NetworkSearch.Run(
                from.Network, settings, search, asked => Train(asked, new TrainingRun { Metric = run?.Metric }), options.Trials);
        }

        NetworkTrainingResult result = Train(settings, run);
        NetworkImages? asTheyAre = held is null || options.Shift is null ? null : FaceNetworkImages.Of(held, heldLabels!, start.Input);
        (result, IReadOnlyList<InterpolationPoint> line, double coefficient, _) =
            Mix(from.Network, result, validation, asTheyAre, settings, run?.Metric);
        return (result, line, coefficient, settings, head);
    }

    private NetworkTrainerOptions Run(NetworkTrainerOptions step) =>
        options.Execution is not { Provider: not ExecutionProvider.Cpu } execution ? step : step with
        {
            ConfigureSession = session => ExecutionProviders.Require(start.Card.Name, session, execution),
            // Blocks of channels are the processor's.
            Gradients = step.Gradients with { PlainOperators = true },
        };

    // Chooses the point between the network as it came and the best epoch's.
    private (NetworkTrainingResult Result, IReadOnlyList<InterpolationPoint> Line, double Coefficient, NetworkTrainingOptions Settings) Mix(
        OnnxModel first, NetworkTrainingResult result, NetworkImages? validation, NetworkImages? asTheyAre,
        NetworkTrainingOptions settings, Func<EmbeddingSet, double>? metric)
    {
        // Without pairs of both kinds among the people held out there is no figure to choose by.
        if (options.Interpolation is not { } interpolation || options.Architecture is not null || validation is null
            || result.BestEpoch == 0 || double.IsNaN(result.InitialValidation))
        {
            return (result, [], 1, settings);
        }

        EmbeddingSet Embed(OnnxModel network, NetworkImages images)
        {
            using var embedder = new NetworkEmbedder(network, threads: settings.Step.Threads);
            return embedder.Embed(images, options.CancellationToken);
        }

        (OnnxModel network, InterpolationPoint chosen, IReadOnlyList<InterpolationPoint> line) =
            WeightInterpolation.Choose(first, result.Network, interpolation, between =>
        {
            EmbeddingSet seen = Embed(between, validation), plain = asTheyAre is null ? seen : Embed(between, asTheyAre);
            return metric is null
                ? (VerificationMetric.TrueMatchRate(seen, settings.ValidationFalseMatchRate),
                    1 - ErrorCurve.Of(HeldOutPairs.Score(plain)).EqualErrorRate)
                : (metric(seen), metric(plain));
        });
        return (result with { Network = network, BestValidation = chosen.Validation }, line, chosen.Coefficient, settings);
    }

    private FaceEmbeddingTransformer Embedding(FaceTrainedNetwork trained) => new(
        new FaceEmbeddingOptions
        {
            OutputColumnName = options.OutputColumnName,
            InputColumnName = options.InputColumnName,
            Network = trained.Card.Name,
        },
        [NetworkContent.FromArchive(trained.Card.Sha256, trained.Card.Name, trained.Card, () => [trained.Content])])
    { Trained = trained };

    private NetworkLineage Lineage(FaceTrainingSummary summary, NetworkTrainingOptions settings, HeadStart? head)
    {
        string held = summary.HeldOutImages == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture,
                $"; {summary.HeldOutImages:N0} of {summary.HeldOutPeople:N0} others chose the epoch");
        return new NetworkLineage
        {
            Parent = start.Parent?.Name,
            ParentSha256 = start.Parent?.Sha256,
            Data = string.Create(CultureInfo.InvariantCulture,
                $"{summary.Images:N0} images{(summary.People > 0 ? $" of {summary.People:N0} people" : "")}{held}"),
            Method = string.Join(", ", Method(summary, settings, head)),
        };
    }

    private IEnumerable<string> Method(FaceTrainingSummary summary, NetworkTrainingOptions settings, HeadStart? head)
    {
        NetworkTrainerOptions step = settings.Step;
        string[] teachers = Teachers(options);
        yield return step.LossWeight > 0
            ? step.Loss.GetType().Name.Replace("LossOptions", " loss", StringComparison.Ordinal)
            : "no loss over people";
        if (teachers.Length > 0)
        {
            yield return $"teacher {string.Join(" + ", teachers)}";
        }
        else if (options.TeacherColumnName is { } column)
        {
            yield return $"teacher in column {column}";
        }

        if (head is not null)
        {
            yield return FormattableString.Invariant($"started from a head in closed form of shrinkage {head.Fitted.Shrinkage}");
        }

        yield return FormattableString.Invariant($"epoch {summary.BestEpoch} of {settings.Epochs}");
        if (options.Interpolation is not null && options.Architecture is null)
        {
            yield return FormattableString.Invariant($"mixing coefficient {summary.MixingCoefficient}");
        }

        yield return FormattableString.Invariant($"learning rate {step.LearningRate}, teacher weight {step.TeacherWeight}");
        if (step.Gradients.FrozenUpTo is { } cut)
        {
            yield return $"frozen up to {cut}";
        }

        yield return FormattableString.Invariant($"seed {step.Seed}");
    }

    private static string[] Teachers(FaceNetworkOptions options) => options.Training.Step.TeacherWeight == 0 ? []
        : [.. options.Teachers ?? (options.Architecture is null ? [options.Network] : [])];

    private static T[] Pick<T>(List<T> values, EmbeddingSet rows) =>
        [.. Enumerable.Range(0, rows.Count).Select(i => values[(int)rows.Row(i)[0]])];

    private Func<float[]?> AlignedFaces(DataViewRow row, DataViewSchema.Column column, List<Image> alignedFaces, List<float[]> taught)
    {
        ValueGetter<Image> get = ImageGetter.Of(row, column);
        Func<float[]?>? getTaught = options.TeacherColumnName is { } name ? LabeledVectors.FromColumn(row, row.Schema[name]) : null;
        Image? alignedFace = null;
        return () =>
        {
            get(ref alignedFace!);
            if (alignedFace is null)
            {
                return null;
            }

            if (getTaught is not null)
            {
                if (getTaught() is not { } vector)
                {
                    return null;
                }

                taught.Add(vector);
            }

            alignedFaces.Add(alignedFace);
            return [alignedFaces.Count - 1];
        };
    }

    private static InputColumn[] InputsOf(FaceNetworkOptions options) =>
    [
        InputColumn.Image(options.InputColumnName),
        .. options.PersonColumnName is { } person ? new[] { InputColumn.Identity(person) } : [],
        .. options.ValidationColumnName is { } held ? new[] { InputColumn.Boolean(held) } : [],
        .. options.TeacherColumnName is { } teacher ? new[] { InputColumn.Vector(teacher) } : [],
    ];
}
