using System.Text.Json;
using FaceML.Data;
using FaceML.Quality;
using MathNet.Numerics.LinearAlgebra;

namespace FaceML.Bench.Degradations;

/// <summary>
/// <c>face-coverage</c>: fits what tells how much of a face is covered, from the middle of the default embedder, on faces of View 2's
/// people that are covered at random; half of the people judge what was learned from the others.
/// </summary>
internal static class FaceCoverageCommand
{
    // The share of images as they are about which nothing is decided, and the penalty on weights, by the channels' variances.
    private const double Refused = 0.002, Ridge = 0.01;

    private const int Covers = 4, Spoiled = 4, SpoiledLevels = 6;

    private const string AsItIs = "as they are", IsCovered = "covered";

    private sealed record Example(int Person, string Kind, float[][] Cells, float[] Covered)
    {
        public float Share => Covered.Average();
    }

    public static Command Create()
    {
        Option<FileInfo?> output = PathOption.File(
            "--out", "Write the fitted numbers to this file: src/FaceML.Recognition/Quality/FaceCoverage.json is one.");
        Option<int> people = new("--people") { Description = "The most people.", DefaultValueFactory = _ => 2500 };
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("face-coverage", "Fit what tells covered faces from others.") { output, people, json };
        command.SetAction(parsed => Run(parsed.GetValue(output), parsed.GetValue(people), parsed.GetValue(json)));
        return command;
    }

    private static void Run(FileInfo? output, int people, FileInfo? json)
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        Example[] examples = Collect(recognizer, people);
        Moments[] halves = [new(examples.Where(e => e.Person % 2 == 0)), new(examples.Where(e => e.Person % 2 == 1))];
        float[] told = [.. examples.AsParallel().AsOrdered().Select(e => Told(halves[1 - e.Person % 2].Weights, e.Cells))];
        float[] plain = [.. examples.Zip(told).Where(e => e.First.Kind == AsItIs).Select(e => e.Second).Order()];
        float most = MathF.Round(plain[(int)((1 - Refused) * plain.Length)], 3);
        Report report = new($"Covered faces told from others; people who were not learned from, nothing is decided above {most}",
            "images", "faces found", "covered %, mean", "told %, mean", "refused % [95 %]");
        foreach (IGrouping<string, (Example First, float Second)> kind in examples.Zip(told).GroupBy(e => e.First.Kind)
            .OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            Estimate refused = Estimate.Rate(kind.Count(e => e.Second > most), kind.Count());
            string rate = string.Create(CultureInfo.InvariantCulture,
                $"{refused.Value * 100:0.0} [{refused.Low * 100:0.0}, {refused.High * 100:0.0}]");
            report.Add(kind.Key, kind.Count(), Percent(kind.Average(e => e.First.Share)), Percent(kind.Average(e => e.Second)), rate);
        }

        report.Print(Console.Out);
        report.Write(json);
        if (output is not null)
        {
            Write(output, recognizer, examples, most, new Moments(examples).Weights);
        }
    }

    private static float Told(float[][] weights, float[][] cells) =>
        FaceCoverage.Of([.. weights.Zip(cells, (own, channels) => FaceCoverage.OfCell(own, channels))]);

    private static OnnxNetwork EmbedderOf(FaceRecognizer recognizer) =>
        recognizer.Networks.First(network => network.Card.Kind == NetworkKind.Embedder);

    private static string Percent(float share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture);

    private static Example[] Collect(FaceRecognizer recognizer, int people)
    {
        HashSet<string> others = [.. DegradationsCommand.OutsideView2().Select(person => person.Identity)];
        string folder = DataSets.Find("lfw-deepfunneled");
        string[] files = [.. PersonFolders.Read(folder).Where(person => !others.Contains(person.Identity)).Take(people)
            .Select(person => Path.Combine(folder, person.Images[0]))];
        var reader = new CellReader(recognizer);
        Example[][] found = new Example[files.Length][];
        Parallel.For(0, files.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, person =>
        {
            List<Example> own = [];
            Image image = Image.Load(files[person]);
            Random random = new(person);
            if (reader.Find(image) is { } face)
            {
                Add(image, image, AsItIs);
                for (int i = 0; i < Covers; i++)
                {
                    Image covered = ImageDegradation.Cover(image, face.Points, 0.1 + 0.6 * random.NextDouble(), random);
                    Add(covered, covered, IsCovered);
                }

                for (int i = 0; i < Spoiled; i++)
                {
                    int kind = random.Next(FaceSpoiler.FirstCover), level = random.Next(SpoiledLevels);
                    Add(FaceSpoiler.Spoil(image, face.Points, kind, level, random), image, "blurred, small, noisy, dark, bright");
                }
            }

            found[person] = [.. own];

            void Add(Image shown, Image covered, string kind)
            {
                if (reader.Find(shown) is { } again)
                {
                    float[] shares = reader.Shares(image, covered, again);
                    string name = kind == IsCovered ? $"covered by {Math.Min(6, (int)(shares.Average() * 10))} tenths and more" : kind;
                    own.Add(new(person, name, reader.Read(shown, again), shares));
                }
            }
        });
        return [.. found.SelectMany(own => own)];
    }

    private static void Write(FileInfo output, FaceRecognizer recognizer, Example[] examples, float most, float[][] weights)
    {
        StringWriter text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        int people = examples.Select(e => e.Person).Distinct().Count();
        string on = $"LFW deep-funneled, an image each of {people} people of View 2, as it is, covered at random and spoiled otherwise: "
            + $"{examples.Length} faces";
        text.WriteLine("{");
        text.WriteLine($"  \"fittedOn\": {JsonSerializer.Serialize(on)},");
        text.WriteLine("  \"command\": \"dotnet run --project bench/FaceML.Bench -c Release -- face-coverage --out "
            + "src/FaceML.Recognition/Quality/FaceCoverage.json\",");
        text.WriteLine($"  \"network\": \"{EmbedderOf(recognizer).Card.Sha256}\",");
        text.WriteLine($"  \"mostDecided\": {most},");
        text.WriteLine("  \"cells\": [");
        text.WriteLine(string.Join(",\n", weights.Select(cell =>
            $"    [{string.Join(", ", cell.Select(weight => weight.ToString("G4", CultureInfo.InvariantCulture)))}]")));
        text.WriteLine("  ]");
        text.WriteLine("}");
        File.WriteAllText(output.FullName, text.ToString());
    }

    /// <summary>The sums that a ridge regression of each cell needs.</summary>
    private sealed class Moments
    {
        public Moments(IEnumerable<Example> examples)
        {
            Example[] all = [.. examples];
            Weights = [.. Enumerable.Range(0, FaceCoverage.Cells.Count).AsParallel().AsOrdered().Select(cell => Fit(all, cell))];
        }

        /// <summary>For each cell the weights of the channels, then the constant.</summary>
        public float[][] Weights { get; }

        private static float[] Fit(Example[] examples, int cell)
        {
            int channels = examples[0].Cells[cell].Length;
            Matrix<double> seen = Matrix<double>.Build.Dense(examples.Length, channels, (row, c) => examples[row].Cells[cell][c]);
            Vector<double> means = seen.ColumnSums() / examples.Length;
            Vector<double> covered = Vector<double>.Build.Dense(examples.Length, row => examples[row].Covered[cell]);
            double mean = covered.Average();
            Matrix<double> squares = seen.TransposeThisAndMultiply(seen) / examples.Length - means.OuterProduct(means);
            Vector<double> products = seen.TransposeThisAndMultiply(covered) / examples.Length - means * mean;
            Matrix<double> penalty = Matrix<double>.Build.DiagonalOfDiagonalVector(squares.Diagonal().Add(1e-6)) * Ridge;
            Vector<double> weights = (squares + penalty).Cholesky().Solve(products);
            return [.. weights.Select(weight => (float)weight), (float)(mean - weights * means)];
        }
    }

    /// <summary>What the middle of the embedder says of faces, and what of them is covered.</summary>
    private sealed class CellReader(FaceRecognizer recognizer)
    {
        private readonly OnnxNetwork network = EmbedderOf(recognizer);
        private readonly FaceAligner aligner = new(recognizer.Embedder.Template);

        public Face? Find(Image image)
        {
            if (FaceRecognizer.Select(recognizer.Find(image), image, FaceSelection.Central, out DetectedFace found) != FaceStatus.Found)
            {
                return null;
            }

            Face face = recognizer.Locate(image, found);
            return recognizer.Embedder.CanAlign(face.Points) ? face : null;
        }

        public float[][] Read(Image image, Face face)
        {
            int output = network.Card.OutputIndex(FaceCoverage.Role);
            using NetworkRun run = network.Rent();
            PixelTensor.Write(Exposure.Lift(aligner.Align(image, face.Points)), network.InputSpec, run.Input());
            run.Execute();
            IReadOnlyList<int> shape = network.Card.Outputs[output].Shape;
            float[][] described = [.. FaceCoverage.Cells.Select(_ => new float[shape[0]])];
            for (int i = 0; i < described.Length; i++)
            {
                FaceCoverage.Describe(run.Output(output), shape[^1], FaceCoverage.Cells[i], described[i]);
            }

            return described;
        }

        /// <summary>Of each cell the share of pixels that differ from the image as it was.</summary>
        public float[] Shares(Image image, Image covered, Face face)
        {
            Image differs = image.Clone();
            for (int at = 0; at < image.Pixels.Length; at += 3)
            {
                bool same = image.Pixels.Slice(at, 3).SequenceEqual(covered.Pixels.Slice(at, 3));
                differs.Pixels.Slice(at, 3).Fill(same ? (byte)0 : (byte)255);
            }

            Image aligned = aligner.Align(differs, face.Points);
            int side = aligned.Width / FaceCoverage.Side;
            return [.. FaceCoverage.Cells.Select(cell =>
            {
                int sum = 0, left = cell % FaceCoverage.Side * side, top = cell / FaceCoverage.Side * side;
                for (int pixel = 0; pixel < side * side; pixel++)
                {
                    sum += aligned.Pixels[((top + pixel / side) * aligned.Width + left + pixel % side) * 3];
                }

                return sum / (255f * side * side);
            })];
        }
    }
}
