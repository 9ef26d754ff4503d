using System.Numerics.Tensors;
using FaceML.Calibration;
using FaceML.Data;
using FaceML.Imaging;
using FaceML.Vision;
using MathNet.Numerics.LinearAlgebra;

namespace FaceML.Quality;

/// <summary>
/// Makes the <see cref="FaceQualityModel"/> of a recipe from images of people: spoils them at random, and learns what that does to the
/// vectors and which faces are
/// still recognized. It is about the recipe much more than about the people, so that a model made from public images serves others.
/// </summary>
public static class FaceQualityTrainer
{
    private const int MinPeople = 200, MinPairs = 100, QualityDirections = 10, ThresholdPeople = 3000;
    private const double Regularization = 0.1, MatchRate = 1e-4;

    // A person's vector of an image as it is (kind -1) or spoiled.
    private sealed record Sample(int Person, int Image, int Kind, float[] Vector);

    /// <summary>Makes a model. Reads at most two images a person, and embeds each and the spoiled versions of the first.</summary>
    /// <param name="recognizer">The recipe. The search for turned faces takes no part.</param>
    /// <param name="folder">Where the images are.</param>
    /// <param name="people">At least 200 people, of whom at least 100 have two images.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="CalibrationException">There are too few people with a face that is found.</exception>
    public static FaceQualityModel Train(FaceRecognizer recognizer, string folder, IReadOnlyList<PersonImages> people, FaceQualityOptions? options = null, CancellationToken cancellation = default)
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
            throw new CalibrationException($"A quality model is made from at least {MinPeople} people in whose images a face is found, {MinPairs} of them with two images; there are {persons} and {pairs}.");
        }

        return WithWeights(Filter(samples, options), samples, options);
    }

    private static Sample[] Embed(FaceRecognizer recognizer, string folder, IReadOnlyList<PersonImages> people, FaceQualityOptions options, CancellationToken cancellation)
    {
        Sample[][] found = new Sample[people.Count][];
        int done = 0;
        Parallel.For(0, people.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancellation }, person =>
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
                        int number = person * options.Variants + variant, kind = number % FaceSpoiler.Kinds, level = number / FaceSpoiler.Kinds % FaceSpoiler.Levels;
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
    private static FaceQualityModel Filter(Sample[] samples, FaceQualityOptions options)
    {
        Matrix<double> good = SecondMoment([.. samples.Where(s => s.Kind < 0).GroupBy(s => s.Person).Select(g => (g.First().Vector, 1.0))]);
        Dictionary<int, int> counts = samples.Where(s => s.Kind >= 0).GroupBy(s => s.Kind).ToDictionary(g => g.Key, g => g.Count());
        Matrix<double> spoiled = SecondMoment([.. samples.Where(s => s.Kind >= 0).Select(s => (s.Vector, 1.0 / counts[s.Kind]))]);
        Matrix<double> root = good.Cholesky().Factor, inverse = root.Inverse();
        var eigen = (inverse * spoiled * inverse.Transpose()).Evd(Symmetricity.Symmetric);
        double[] values = [.. eigen.EigenValues.Select(value => value.Real)];
        int[] largest = [.. Enumerable.Range(0, values.Length).Where(i => values[i] > 1).OrderByDescending(i => values[i]).Take(options.MaxDirections)];
        List<float> readings = [], removals = [];
        foreach (int i in largest)
        {
            Vector<double> direction = eigen.EigenVectors.Column(i);
            readings.AddRange((inverse.Transpose() * direction).Select(Rounded));
            removals.AddRange((root * direction * (1 - 1 / values[i])).Select(Rounded));
        }

        return new FaceQualityModel(good.RowCount, readings, removals, [0, 0, 0], options.Floor);
    }

    // As the saved form has it, so that a model is the same before and after it was saved.
    private static float Rounded(double value) => (float)(Half)value;

    private static Matrix<double> SecondMoment((float[] Vector, double Weight)[] rows)
    {
        int length = rows[0].Vector.Length;
        double sum = rows.Sum(row => row.Weight);
        Matrix<double> weighted = Matrix<double>.Build.Dense(rows.Length, length, (row, column) => rows[row].Vector[column] * Math.Sqrt(rows[row].Weight / sum));
        return weighted.TransposeThisAndMultiply(weighted) + Matrix<double>.Build.DiagonalIdentity(length) * (Regularization / length);
    }

    private static FaceQualityModel WithWeights(FaceQualityModel filter, Sample[] samples, FaceQualityOptions options)
    {
        float threshold = Threshold(filter, samples);
        var others = samples.Where(s => s is { Kind: < 0, Image: 1 }).ToDictionary(s => s.Person, s => s.Vector);
        Sample[] rows = [.. samples.Where(s => s.Image == 0 && others.ContainsKey(s.Person))];
        int directions = Math.Min(QualityDirections, filter.Directions);
        double[][] features = [.. rows.Select(s => filter.Features(s.Vector, directions))];
        bool[] matched = [.. rows.Select(s => filter.Compare(s.Vector, others[s.Person]) >= threshold)];
        return new FaceQualityModel(filter.Dimension, filter.Readings, filter.Removals, LogisticRegression.Fit(features, matched), options.Floor);
    }

    private static float Threshold(FaceQualityModel filter, Sample[] samples)
    {
        float[][] vectors = [.. samples.Where(s => s.Kind < 0).GroupBy(s => s.Person).Take(ThresholdPeople).Select(g => filter.Compensate(g.First().Vector))];
        float[] scores = [.. Enumerable.Range(0, vectors.Length).AsParallel().SelectMany(a => vectors.Skip(a + 1).Select(b => TensorPrimitives.Dot<float>(vectors[a], b)))];
        Array.Sort(scores);
        return scores[^Math.Max(1, (int)(MatchRate * scores.Length))];
    }
}
