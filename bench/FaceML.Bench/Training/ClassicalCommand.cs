using FaceML.Columns;
using FaceML.Images;
using FaceML.Training.Algebra;
using Microsoft.ML.Transforms.Image;

namespace FaceML.Bench.Training;

/// <summary>
/// <c>classical</c>: whom the nearest image shows, by what is learned from the images alone and by the network. The protocol of Müller and
/// Guido, "Introduction to Machine Learning with Python" (2016), chapter 3: LFW's people with 20 images or more, at most 50 of each, a
/// quarter of everybody's images for testing.
/// </summary>
internal static class ClassicalCommand
{
    private const int Fewest = 20, Most = 50;
    private const double TestShare = 0.25;

    private sealed class Row
    {
        [FaceColumnType]
        public Image AlignedFace { get; set; } = null!;

        public string Identity { get; set; } = "";

        public float[] Embedding { get; set; } = [];
    }

    public static Command Create()
    {
        Setting<int> splits = new("--splits", 5, "Random splits that are averaged.");
        Setting<int> replicates = new("--replicates", 2000, "Resamples of the intervals.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("classical", "Eigenfaces, Fisherfaces and LBPH beside the network: closed-set accuracy on LFW.") { splits,
            replicates, json };
        command.SetAction(parsed => Run(parsed.GetValue(splits), parsed.GetValue(replicates), parsed.GetValue(json)));
        return command;
    }

    private static void Run(int splits, int replicates, FileInfo? json)
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        LfwAlignedFaces lfw = LfwAlignedFaces.Load(recognizer);
        EmbeddingSet vectors = ShiftedVectors.Load(FaceShift.Plain);
        Row[] faces = [.. lfw.RowsOfPeopleWith(Fewest, Most)
            .Select(i => new Row { AlignedFace = lfw.AlignedFaces[i], Identity = lfw.People[i].ToString(CultureInfo.InvariantCulture),
            Embedding = vectors.Row(i).ToArray() })];
        var ml = new MLContext(seed: 1);
        FaceTrainerCatalog trainers = ml.Faces.Trainers;
        (string Name, Func<IDataView, ITransformer>? Fit)[] methods =
        [
            ("gray pixels, 64×64", learn => GrayPixels(ml).Fit(learn)),
            ("Eigenfaces, 100 components", learn => trainers.Eigenfaces(components: 100).Fit(learn)),
            ("Fisherfaces", learn => trainers.Fisherfaces().Fit(learn)),
            ("local binary patterns", learn => trainers.LocalBinaryPatterns().Fit(learn)),
            // The rows hold its vectors already.
            ($"{recognizer.Options.Embedder}, the network", null),
        ];
        Report report = new($"{faces.Length} images of {faces.DistinctBy(f => f.Identity).Count()} people, {splits} splits", "method",
            "numbers a face", "rank-1 accuracy", "95 % interval");
        foreach ((string name, Func<IDataView, ITransformer>? fit) in methods)
        {
            // Of each person: tests right and tests.
            Dictionary<string, (int Right, int All)> counts = faces.Select(f => f.Identity).Distinct().ToDictionary(p => p, _ => (0, 0));
            int length = 0;
            for (int split = 1; split <= splits; split++)
            {
                (Row[] learn, Row[] test) = Split(faces, split);
                IDataView learnView = ml.Data.LoadFromEnumerable(learn);
                ITransformer? model = fit?.Invoke(learnView);
                Row[] gallery = Describe(ml, model, learn), probes = Describe(ml, model, test);
                length = gallery[0].Embedding.Length;
                bool[] right = new bool[probes.Length];
                Parallel.For(0, probes.Length, i => right[i] = Nearest(gallery, probes[i].Embedding).Identity == probes[i].Identity);
                for (int i = 0; i < probes.Length; i++)
                {
                    (int known, int all) = counts[probes[i].Identity];
                    counts[probes[i].Identity] = (known + (right[i] ? 1 : 0), all + 1);
                }
            }

            (double accuracy, double low, double high) = Interval([.. counts.Values], replicates);
            report.Add(name, length, Text(accuracy), $"[{Text(low)}, {Text(high)}]");
            Console.Error.WriteLine($"{name}: done");
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    // ML.NET's own stages: they take its images, of a known size.
    private static IEstimator<ITransformer> GrayPixels(MLContext ml) =>
        ml.Faces.LoadImages(new FaceImageLoadingOptions
        {
            OutputColumnName = "Gray",
            InputColumnName = "AlignedFace",
            OutputKind = ImageColumnKind.MLImage
        })
            .Append(ml.Transforms.ConvertToGrayscale("Gray"))
            .Append(ml.Transforms.ResizeImages("Gray", 64, 64))
            .Append(ml.Transforms.ExtractPixels("Embedding", "Gray", ImagePixelExtractingEstimator.ColorBits.Red));

    private static (Row[] Learn, Row[] Test) Split(Row[] faces, int seed)
    {
        var random = new TrainingRandom(seed);
        List<Row> learn = [], test = [];
        foreach (IGrouping<string, Row> person in faces.GroupBy(f => f.Identity))
        {
            Row[] rows = [.. person];
            random.Shuffle<Row>(rows);
            int forTest = (int)Math.Round(TestShare * rows.Length);
            test.AddRange(rows[..forTest]);
            learn.AddRange(rows[forTest..]);
        }

        return ([.. learn], [.. test]);
    }

    private static Row[] Describe(MLContext ml, ITransformer? model, Row[] rows) =>
        model is null ? rows : [.. ml.Data.CreateEnumerable<Row>(model.Transform(ml.Data.LoadFromEnumerable(rows)), reuseRowObject: false)];

    private static Row Nearest(Row[] gallery, float[] probe) => gallery
        .MaxBy(g => TensorPrimitives.CosineSimilarity<float>(g.Embedding, probe))!;

    // People are drawn with replacement: images of one person are not independent.
    private static (double Accuracy, double Low, double High) Interval((int Right, int All)[] people, int replicates)
    {
        var random = new TrainingRandom(1);
        double[] rates = new double[replicates];
        for (int r = 0; r < replicates; r++)
        {
            (int right, int all) = (0, 0);
            for (int i = 0; i < people.Length; i++)
            {
                (int Right, int All) drawn = people[random.Next(people.Length)];
                (right, all) = (right + drawn.Right, all + drawn.All);
            }

            rates[r] = (double)right / all;
        }

        Array.Sort(rates);
        return ((double)people.Sum(p => p.Right) / people.Sum(p => p.All), rates[(int)(0.025 * replicates)],
            rates[(int)(0.975 * replicates)]);
    }

    private static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
