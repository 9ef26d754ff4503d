namespace FaceML.Quality;

/// <summary>Puts kinds and strengths of degradation into classes, as fine as there are samples for.</summary>
internal static class DegradationClasses
{
    private const int PerClass = 15, Least = 10, Turns = 3;

    /// <summary>
    /// The class of each sample: 0 for images as they are, from 1 for a kind in neighboring strengths (of turned images: each turn); -1 for
    /// those in none, which are mixtures and classes in which too few faces are found.
    /// </summary>
    public static int[] Of(IReadOnlyList<DegradedVector> samples)
    {
        int[] counts = [.. Enumerable.Range(0, FaceSpoiler.Turned).Select(kind => samples.Count(s => s.Kind == kind)).Order()];
        int typical = counts[counts.Length / 2];
        int groups = Math.Clamp(typical / PerClass, 1, FaceSpoiler.Levels), least = Math.Clamp(typical / 3, 2, Least);
        (int Kind, int Group) KeyOf(DegradedVector s) =>
            (s.Kind, s.Kind == FaceSpoiler.Turned ? s.Level % Turns : s.Level * groups / FaceSpoiler.Levels);
        var numbers = samples.Where(s => s.Kind is >= 0 and <= FaceSpoiler.Turned).GroupBy(KeyOf).Where(group => group.Count() >= least)
            .Select(group => group.Key).Order().Select((key, i) => (key, i)).ToDictionary(pair => pair.key, pair => pair.i + 1);
        return [.. samples.Select(s => s.Kind < 0 ? 0 : numbers.GetValueOrDefault(KeyOf(s), -1))];
    }
}
