using System.Numerics.Tensors;
using FaceML.Calibration;
using FaceML.Evaluation.Protocols;
using FaceML.Imaging;
using FaceML.Recognition;
using MathNet.Numerics.LinearAlgebra;

namespace FaceML.Quality;

/// <summary>
/// Makes the <see cref="FaceQualityModel"/> of a recipe from images of people: spoils them at random, and learns what that does to the
/// vectors and which faces are still recognized. It is about the recipe much more than about the people, so that a model made from public
/// images serves others.
/// </summary>
public static class FaceQualityTrainer
{
    // Vectors of networks that were trained by distance share a direction; the mean of others is shorter than a third of that.
    private const double SharedMean = 0.3;

    private const int MinPeople = 200, MinPairs = 100, FirstDirections = 16, ThresholdPeople = 3000;

    // The exponent of the shares that are kept: above 1 more is taken than the second moments ask for, because the highest of many false
    // scores comes from vectors that are more alike than their second moments tell. Chosen on the first 278 people with one image outside
    // View 2: less leaves faces of few pixels too alike, more loses people with poor images.
    private const double Regularization = 0.1, MatchRate = 1e-4, Strength = 2;

    // Bounds of the qualities whose second moments are taken together. A kind counts in full from that many samples.
    private static readonly double[] Bounds = [0, 5, 10, 20, 35, 50, 65, 80, 90, 95, 100];
    private const double FullCount = 50;

    // The share of good images below the quality from which only good images count: the others keep their cosines, or nearly so.
    private const double KeptFrom = 0.02;

    // A person's vector of an image as it is (kind -1) or spoiled.
    private sealed record Sample(int Person, int Image, int Kind, float[] Vector);

    /// <summary>Makes a model. Reads at most two images a person, and embeds each and the spoiled versions of the first.</summary>
    /// <param name="recognizer">The recipe. The search for turned faces takes no part.</param>
    /// <param name="folder">Where the images are.</param>
    /// <param name="people">At least 200 people, of whom at least 100 have two images.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="CalibrationException">There are too few people with a face that is found.</exception>
    public static FaceQualityModel Train(
        FaceRecognizer recognizer, string folder, IReadOnlyList<PersonImages> people, FaceQualityOptions? options = null,
            CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recognizer);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(people);
        options ??= new FaceQualityOptions();
        Sample[] samples = Embed(recognizer, folder, people, options, cancellation);
        Sample[] good = [.. samples.Where(s => s.Kind < 0)];
        int persons = good.Select(s => s.Person).Distinct().Count(), pairs = good.GroupBy(s => s.Person).Count(g => g.Count() > 1);
        if (persons < MinPeople || pairs < MinPairs)
        {
            throw new CalibrationException(
                $"A quality model is made from at least {MinPeople} people in whose images a face is found, {MinPairs} of them with two "
                    + $"images; there are {persons} and {pairs}.");
        }

        return WithShares(WithWeights(FirstFilter(samples, options), samples), samples);
    }

    private static Sample[] Embed(FaceRecognizer recognizer, string folder, IReadOnlyList<PersonImages> people, FaceQualityOptions options,
        CancellationToken cancellation)
    {
        Sample[][] found = new Sample[people.Count][];
        int done = 0;
        Parallel.For(0, people.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancellation },
            person =>
        {
            List<Sample> own = [];
            Random random = new(unchecked(options.Seed * 1_000_003 + person));
            for (int i = 0; i < Math.Min(2, people[person].Images.Count); i++)
            {
                Image image = Image.Load(Path.Combine(folder, people[person].Images[i]), cancellation: cancellation);
                if (Find(recognizer, image, options.Selection) is { } face)
                {
                    own.Add(new Sample(person, i, -1, recognizer.Embed(image, face)));
                    for (int variant = 0; variant < (i == 0 ? options.Variants : 0); variant++)
                    {
                        int number = person * options.Variants + variant;
                        int kind = number % FaceSpoiler.Kinds, level = number / FaceSpoiler.Kinds % FaceSpoiler.Levels;
                        Image spoiled = FaceSpoiler.Spoil(image, face.Points, kind, level, random);
                        if (Find(recognizer, spoiled, options.Selection) is { } again)
                        {
                            own.Add(new Sample(person, i, kind, recognizer.Embed(spoiled, again)));
                        }
                    }
                }
            }

            found[person] = [.. own];
            options.Progress?.Report(Interlocked.Increment(ref done));
        });
        return [.. found.SelectMany(own => own)];
    }

    private static Face? Find(FaceRecognizer recognizer, Image image, FaceSelection selection)
    {
        if (FaceRecognizer.Select(recognizer.Detector.Detect(image), image, selection, out DetectedFace found) != FaceStatus.Found)
        {
            return null;
        }

        Face face = recognizer.Locate(image, found);
        return recognizer.Embedder.CanAlign(face.Points) ? face : null;
    }

    // C D⁻¹ in the directions of the largest eigenvalues of C^-1/2 D C^-T/2, in which the filter keeps one over the eigenvalue.
    private static FaceQualityModel FirstFilter(Sample[] samples, FaceQualityOptions options)
    {
        float[][] plain = [.. samples.Where(s => s.Kind < 0).GroupBy(s => s.Person).Select(g => g.First().Vector)];
        float[] mean = SharedMeanOf(plain);
        Matrix<double> good = SecondMoment([.. plain.Select(vector => (vector, 1.0))], mean);
        Dictionary<int, int> counts = samples.Where(s => s.Kind >= 0).GroupBy(s => s.Kind).ToDictionary(g => g.Key, g => g.Count());
        Matrix<double> spoiled = SecondMoment([.. samples.Where(s => s.Kind >= 0).Select(s => (s.Vector, 1.0 / counts[s.Kind]))], mean);
        Matrix<double> root = good.Cholesky().Factor, inverse = root.Inverse();
        var eigen = (inverse * spoiled * inverse.Transpose()).Evd(Symmetricity.Symmetric);
        double[] values = [.. eigen.EigenValues.Select(value => value.Real)];
        int[] largest = [.. Enumerable.Range(0, values.Length).Where(i => values[i] > 1).OrderByDescending(i => values[i])
            .Take(options.MaxDirections)];
        float[] readings = [.. largest.SelectMany(i => (inverse.Transpose() * eigen.EigenVectors.Column(i)).Select(Rounded))];
        float[] removals = [.. largest.SelectMany(i => (root * eigen.EigenVectors.Column(i)).Select(Rounded))];
        float[] first = [.. largest.Select((i, n) => n < FirstDirections ? Rounded(1 / values[i]) : 1)];
        float[] offsets = [.. largest.Select((_, n) =>
            Rounded(TensorPrimitives.Dot<float>(mean, readings.AsSpan(n * mean.Length, mean.Length))))];
        return new FaceQualityModel(
            good.RowCount, readings, removals, first, [100], Ones(largest.Length), [0, 0, 0], options.Floor, offsets);
    }

    private static float[] SharedMeanOf(float[][] vectors)
    {
        float[] mean = new float[vectors[0].Length];
        foreach (float[] vector in vectors)
        {
            TensorPrimitives.MultiplyAdd(vector, 1f / vectors.Length, mean, mean);
        }

        return TensorPrimitives.Norm<float>(mean) > SharedMean ? mean : new float[mean.Length];
    }

    private static float[] Ones(int count) => [.. Enumerable.Repeat(1f, count)];

    // As the saved form has it, so that a model is the same before and after it was saved.
    private static float Rounded(double value) => (float)(Half)value;

    private static Matrix<double> SecondMoment((float[] Vector, double Weight)[] rows, float[] mean)
    {
        int length = rows[0].Vector.Length;
        double sum = rows.Sum(row => row.Weight);
        double[] scales = [.. rows.Select(row => Math.Sqrt(row.Weight / sum))];
        Matrix<double> weighted = Matrix<double>.Build.Dense(
            rows.Length, length, (row, column) => (rows[row].Vector[column] - mean[column]) * scales[row]);
        return weighted.TransposeThisAndMultiply(weighted) + Matrix<double>.Build.DiagonalIdentity(length) * (Regularization / length);
    }

    private static FaceQualityModel WithWeights(FaceQualityModel model, Sample[] samples)
    {
        FaceQualityModel first = With(model, [100], model.First, model.Weights);
        float threshold = Threshold(first, samples);
        var others = samples.Where(s => s is { Kind: < 0, Image: 1 }).ToDictionary(s => s.Person, s => s.Vector);
        Sample[] rows = [.. samples.Where(s => s.Image == 0 && others.ContainsKey(s.Person))];
        int directions = Math.Min(FirstDirections, model.Directions);
        double[][] features = [.. rows.Select(s => model.Features(s.Vector, model.Read(s.Vector), directions))];
        bool[] matched = [.. rows.Select(s => first.Compare(s.Vector, others[s.Person]) >= threshold)];
        return With(model, model.Levels, model.Kept, LogisticRegression.Fit(features, matched));
    }

    private static FaceQualityModel With(
        FaceQualityModel model, IReadOnlyList<double> levels, IReadOnlyList<float> kept, IReadOnlyList<double> weights) =>
        new(model.Dimension, model.Readings, model.Removals, model.First, levels, kept, weights, model.Floor, model.Offsets);

    // Of each direction, at each quality, one over the mean square of the readings there: D of that quality. Every kind counts alike.
    private static FaceQualityModel WithShares(FaceQualityModel model, Sample[] samples)
    {
        // What turned faces and mixtures look like is left to the floor: they are hardly ever decided.
        Sample[] rows = [.. samples.Where(s => s.Image == 0 && s.Kind < FaceSpoiler.Turned)];
        double[] qualities = [.. rows.Select(s => model.Quality(s.Vector))];
        double[] good = [.. qualities.Where((_, i) => rows[i].Kind < 0).Order()];
        double keptFrom = good[(int)(KeptFrom * good.Length)];
        float[][] readings = [.. rows.Select(s => model.Read(s.Vector))];
        List<double> levels = [];
        List<float> kept = [];
        for (int bin = 0; bin + 1 < Bounds.Length; bin++)
        {
            int[] inside = [.. Enumerable.Range(0, rows.Length)
                .Where(i => qualities[i] >= Bounds[bin] && (qualities[i] < Bounds[bin + 1] || bin + 2 == Bounds.Length))];
            if (inside.Length > FullCount && (Bounds[bin] < keptFrom || inside.Any(i => rows[i].Kind < 0)))
            {
                (int[] Rows, double Weight)[] kinds =
                    [.. inside.GroupBy(i => rows[i].Kind).Where(kind => Bounds[bin] < keptFrom || kind.Key < 0)
                    .Select(kind => (kind.ToArray(), Math.Min(1, kind.Count() / FullCount)))];
                levels.Add(inside.Average(i => qualities[i]));
                kept.AddRange(Enumerable.Range(0, model.Directions).Select(direction =>
                {
                    double square = kinds.Sum(kind => kind.Weight * kind.Rows
                        .Average(i => (double)readings[i][direction] * readings[i][direction])) / kinds.Sum(kind => kind.Weight);
                    return Rounded(Math.Pow(Math.Max(1, square), -Strength));
                }));
            }
        }

        return With(model, levels, kept, model.Weights);
    }

    private static float Threshold(FaceQualityModel first, Sample[] samples)
    {
        float[][] vectors = [.. samples.Where(s => s.Kind < 0).GroupBy(s => s.Person).Take(ThresholdPeople)
            .Select(g => first.Compensate(g.First().Vector))];
        float[] scores = [.. Enumerable.Range(0, vectors.Length).AsParallel()
            .SelectMany(a => vectors.Skip(a + 1).Select(b => TensorPrimitives.Dot<float>(vectors[a], b)))];
        Array.Sort(scores);
        return scores[^Math.Max(1, (int)(MatchRate * scores.Length))];
    }
}
