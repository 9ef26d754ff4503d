using FaceML.Evaluation.AllPairs;
using FaceML.Reports;

namespace FaceML.Verification;

/// <summary>What comparing every image with every other adds to an evaluation.</summary>
/// <param name="Result">Every comparison among the images.</param>
/// <param name="Searches">The further images of every person, searched in a gallery of the first ones; null where no person has
/// two.</param>
/// <param name="Galleries">Thresholds for searches in galleries of some sizes.</param>
internal sealed record AllPairsEvaluation(AllPairsResult Result, IdentificationResults? Searches, IReadOnlyList<ReportGallery> Galleries)
{
    // The largest rate in the report's table is 1 %; resamples of people may ask for more than twice as many pairs.
    private const int MostKept = 2_000_000, ShareKept = 30, Room = 1000;
    private const double FalsePositiveRate = 0.01;

    private static readonly long[] GallerySizes = [100, 1_000, 10_000, 100_000];

    /// <exception cref="EvaluationDataException">The person of an image is unknown, or there are not both kinds of comparisons.</exception>
    public static AllPairsEvaluation Measure(PipelineEvaluator pipeline, EvaluationData data, CancellationToken cancellation)
    {
        (string Image, string? Person)[] usable = [.. data.Images.Where(p => pipeline.VectorOf(p.Image) is not null)];
        if (usable.Length < 2 || usable.Any(p => p.Person is null))
        {
            throw new EvaluationDataException(
                "Comparing all images requires the person of each: a pairs file whose paths have a folder per person, or the protocol "
                    + "folders.");
        }

        Dictionary<string, int> people = new(StringComparer.Ordinal);
        int[] person = [.. usable.Select(p => people.TryGetValue(p.Person!, out int n) ? n : people[p.Person!] = people.Count)];
        AllPairsResult all = Compare(pipeline, usable, person, Enumerable.Range(0, usable.Length), cancellation);
        if (all.Genuine.Total == 0 || all.Impostor.Total == 0)
        {
            throw new EvaluationDataException(
                $"Among {usable.Length} images of {people.Count} people there are {all.Genuine.Total} genuine and {all.Impostor.Total} "
                    + $"impostor comparisons; both are needed.");
        }

        HashSet<int> seen = [];
        int[] first = [.. Enumerable.Range(0, usable.Length).Where(i => seen.Add(person[i]))], rest =
            [.. Enumerable.Range(0, usable.Length).Except(first)];
        ImpostorTail tail = ImpostorTail.Of(Compare(pipeline, usable, person, first, cancellation));
        return new(all, Search(pipeline, usable, person, first, rest), ReportGallery.Of(tail, FalsePositiveRate, GallerySizes));
    }

    private static AllPairsResult Compare(PipelineEvaluator pipeline, (string Image, string? Person)[] usable, int[] person,
        IEnumerable<int> which, CancellationToken cancellation)
    {
        int[] rows = [.. which];
        long all = (long)rows.Length * (rows.Length - 1) / 2;
        return AllPairsComparison.Run(Vectors(pipeline, usable, rows), pipeline.VectorOf(usable[0].Image)!.Length,
            [.. rows.Select(i => person[i])], new AllPairsOptions
            {
                LargestImpostors = (int)Math.Min(MostKept, (all / ShareKept) + Room),
                SmallestGenuine = MostKept,
                Compensated = pipeline.Quality is not null,
            }, cancellation);
    }

    private static IdentificationResults? Search(
        PipelineEvaluator pipeline, (string Image, string? Person)[] usable, int[] person, int[] gallery, int[] probes) =>
        probes.Length == 0 || gallery.Length < 2 ? null : IdentificationResults.Search(
            Vectors(pipeline, usable, probes), probes.Select(i => person[i]).ToArray(), Vectors(pipeline, usable, gallery), gallery
                .Select(i => person[i]).ToArray(), pipeline.VectorOf(usable[0].Image)!.Length);

    private static float[] Vectors(PipelineEvaluator pipeline, (string Image, string? Person)[] usable, int[] rows) =>
        [.. rows.SelectMany(i => pipeline.Comparable(usable[i].Image))];
}
