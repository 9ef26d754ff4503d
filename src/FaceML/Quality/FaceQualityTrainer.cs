using System.Numerics.Tensors;
using FaceML.Calibration;
using FaceML.Evaluation.Protocols;
using FaceML.Imaging;
using FaceML.Recognition;

namespace FaceML.Quality;

/// <summary>
/// Makes the <see cref="FaceQualityModel"/> of a recipe from images of people: spoils them at random, and learns what that does to the
/// vectors and which faces are still recognized. It is about the recipe much more than about the people, so that a model made from public
/// images serves others.
/// </summary>
public static class FaceQualityTrainer
{
    private const int MinPeople = 200, MinPairs = 100, ThresholdPeople = 3000;

    private const double MatchRate = 1e-4;

    /// <summary>Makes a model. Reads at most two images a person, and embeds each and the spoiled versions of the first.</summary>
    /// <param name="recognizer">The recipe. The search for turned faces takes no part.</param>
    /// <param name="folder">Where the images are.</param>
    /// <param name="people">At least 200 people, of whom at least 100 have two images.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="CalibrationException">There are too few people with a face that is found, or too few spoiled images with
    /// one.</exception>
    public static FaceQualityModel Train(
        FaceRecognizer recognizer, string folder, IReadOnlyList<PersonImages> people, FaceQualityOptions? options = null,
            CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recognizer);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(people);
        options ??= new FaceQualityOptions();
        return Fit(Embed(recognizer, folder, people, options, cancellation), options);
    }

    private static FaceQualityModel Fit(DegradedVector[] samples, FaceQualityOptions options)
    {
        DegradedVector[] good = [.. samples.Where(s => s.Kind < 0)];
        int persons = good.Select(s => s.Person).Distinct().Count(), pairs = good.GroupBy(s => s.Person).Count(g => g.Count() > 1);
        if (persons < MinPeople || pairs < MinPairs)
        {
            throw new CalibrationException(
                $"A quality model is made from at least {MinPeople} people in whose images a face is found, {MinPairs} of them with two "
                    + $"images; there are {persons} and {pairs}.");
        }

        int[] classes = DegradationClasses.Of(samples);
        if (classes.Max() < 1)
        {
            throw new CalibrationException(
                "A quality model is made from spoiled images too; a face is found in too few of them. Give more people, or more variants "
                    + $"than {options.Variants}.");
        }

        DegradationFit fit = new(samples, classes, options.MaxDirections);
        Degradations degradations = fit.Among(_ => true);
        // People's own images would flatter what is subtracted from them, so that scales and labels come from the fit to the other half.
        Degradations[] halves = [fit.Among(person => person % 2 == 1), fit.Among(person => person % 2 == 0)];
        double[][] chances = [.. samples.Select(s => halves[s.Person % 2].Chances(s.Vector))];
        float[][] vectors = [.. samples.Select((s, i) => halves[s.Person % 2].Without(s.Vector, chances[i]))];
        float[] scales = ScaleFit.Run(samples, classes, chances, vectors);
        double[] logScales = [.. scales.Select(scale => Math.Log(scale))];
        for (int i = 0; i < samples.Length; i++)
        {
            TensorPrimitives.Multiply(vectors[i], (float)Math.Exp(FaceQualityModel.LogScale(chances[i], logScales)), vectors[i]);
        }

        return new FaceQualityModel(degradations, scales, Weights(degradations, samples, vectors), options.Floor);
    }

    private static DegradedVector[] Embed(
        FaceRecognizer recognizer, string folder, IReadOnlyList<PersonImages> people, FaceQualityOptions options,
        CancellationToken cancellation)
    {
        DegradedVector[][] found = new DegradedVector[people.Count][];
        int done = 0;
        Parallel.For(0, people.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancellation },
            person =>
        {
            List<DegradedVector> own = [];
            Random random = new(unchecked(options.Seed * 1_000_003 + person));
            for (int i = 0; i < Math.Min(2, people[person].Images.Count); i++)
            {
                Image image = Image.Load(Path.Combine(folder, people[person].Images[i]), cancellation: cancellation);
                if (Find(recognizer, image, options.Selection) is { } face)
                {
                    own.Add(new DegradedVector(person, i, -1, 0, recognizer.Embed(image, face)));
                    for (int variant = 0; variant < (i == 0 ? options.Variants : 0); variant++)
                    {
                        int number = person * options.Variants + variant;
                        int kind = number % FaceSpoiler.Kinds, level = number / FaceSpoiler.Kinds % FaceSpoiler.Levels;
                        Image spoiled = FaceSpoiler.Spoil(image, face.Points, kind, level, random);
                        if (Find(recognizer, spoiled, options.Selection) is { } again)
                        {
                            own.Add(new DegradedVector(person, i, kind, level, recognizer.Embed(spoiled, again)));
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

    // Of the logistic regression by the chances: which faces are matched with the second, good image of their person.
    private static double[] Weights(Degradations degradations, DegradedVector[] samples, float[][] compensated)
    {
        float threshold = Threshold(samples, compensated);
        Dictionary<int, float[]> others = [];
        for (int i = 0; i < samples.Length; i++)
        {
            if (samples[i] is { Kind: < 0, Image: 1 })
            {
                others.Add(samples[i].Person, compensated[i]);
            }
        }

        int[] rows = [.. Enumerable.Range(0, samples.Length).Where(i => samples[i].Image == 0 && others.ContainsKey(samples[i].Person))];
        double[][] features = [.. rows.Select(i => degradations.Chances(samples[i].Vector))];
        foreach (double[] row in features)
        {
            row[0] = 1;
        }

        bool[] matched = [.. rows.Select(i => TensorPrimitives.Dot<float>(compensated[i], others[samples[i].Person]) >= threshold)];
        return LogisticRegression.Fit(features, matched);
    }

    private static float Threshold(DegradedVector[] samples, float[][] compensated)
    {
        float[][] vectors = [.. Enumerable.Range(0, samples.Length).Where(i => samples[i].Kind < 0)
            .GroupBy(i => samples[i].Person).Take(ThresholdPeople).Select(person => compensated[person.First()])];
        float[] scores = [.. Enumerable.Range(0, vectors.Length).AsParallel()
            .SelectMany(a => vectors.Skip(a + 1).Select(b => TensorPrimitives.Dot<float>(vectors[a], b)))];
        Array.Sort(scores);
        return scores[^Math.Max(1, (int)(MatchRate * scores.Length))];
    }
}
