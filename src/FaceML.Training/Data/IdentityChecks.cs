namespace FaceML.Training.Data;

/// <summary>What must hold of the identities of embeddings or images before anything is learned from them.</summary>
internal static class IdentityChecks
{
    private const int Named = 5;

    /// <summary>Refuses a single identity.</summary>
    /// <param name="groups">The rows of each identity.</param>
    /// <param name="what">What the rows are: <c>embeddings</c> or <c>images</c>.</param>
    public static void RequireTwoIdentities(SortedDictionary<int, List<int>> groups, string what)
    {
        if (groups.Count == 1)
        {
            throw new TrainingDataException(TrainingDataProblem.OneIdentity,
                $"All {groups.First().Value.Count} {what} are of identity {groups.First().Key}; at least two identities are needed.");
        }
    }

    /// <summary>Refuses a single identity, or identities of which none has two embeddings.</summary>
    public static void RequireGenuinePair(SortedDictionary<int, List<int>> groups)
    {
        RequireTwoIdentities(groups, "embeddings");
        if (groups.Values.All(rows => rows.Count == 1))
        {
            throw new TrainingDataException(TrainingDataProblem.TooFewImages,
                $"Each of the {groups.Count} identities has a single embedding; at least one identity with two is needed.");
        }
    }

    /// <summary>Refuses a single identity, or an identity with a single image.</summary>
    public static void RequireTwoImagesEach(SortedDictionary<int, List<int>> groups, string what)
    {
        RequireTwoIdentities(groups, what);
        List<int> single = [.. groups.Where(group => group.Value.Count < 2).Select(group => group.Key)];
        if (single.Count > 0)
        {
            throw new TrainingDataException(TrainingDataProblem.TooFewImages,
                $"{single.Count} of {groups.Count} identities have a single image, at least two are needed: {List(single)}.");
        }
    }

    /// <summary>Refuses two parts that share an identity.</summary>
    public static void RequireDisjoint(ReadOnlySpan<int> training, ReadOnlySpan<int> validation)
    {
        List<int> shared = [.. training.ToArray().Intersect(validation.ToArray()).Order()];
        if (shared.Count > 0)
        {
            throw new TrainingDataException(TrainingDataProblem.IdentityInBothParts,
                $"{shared.Count} identities are in the training and in the validation part: {List(shared)}.");
        }
    }

    /// <summary>The rows of each label, in order.</summary>
    public static SortedDictionary<int, List<int>> Group(ReadOnlySpan<int> labels)
    {
        SortedDictionary<int, List<int>> groups = [];
        for (int row = 0; row < labels.Length; row++)
        {
            if (!groups.TryGetValue(labels[row], out List<int>? rows))
            {
                groups.Add(labels[row], rows = []);
            }

            rows.Add(row);
        }

        return groups;
    }

    private static string List(List<int> identities) =>
        string.Join(", ", identities.Take(Named)) + (identities.Count > Named ? $" and {identities.Count - Named} more" : "");
}
