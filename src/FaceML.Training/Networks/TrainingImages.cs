using FaceML.Training.Data;

namespace FaceML.Training.Networks;

/// <summary>What must hold of images before anything is learned from them.</summary>
internal static class TrainingImages
{
    private const int Named = 5;

    /// <exception cref="TrainingDataException">Says which identities.</exception>
    public static void Check(NetworkImages training, NetworkImages? validation, NetworkTrainerOptions step)
    {
        if (step.LossWeight > 0)
        {
            CheckIdentities(training);
        }

        if (training.Teacher is { } teacher && teacher.Count != training.Count)
        {
            throw new TrainingDataException(TrainingDataProblem.UnequalCounts,
                $"There are {training.Count} images to learn from and {teacher.Count} vectors of the teacher.");
        }

        if (step.LossWeight == 0 && (training.Teacher is null || step.TeacherWeight == 0))
        {
            throw new ArgumentException(
                $"Nothing is learned: {nameof(step.LossWeight)} is 0, and there is no teacher with a {nameof(step.TeacherWeight)} above 0.",
                nameof(step));
        }

        if (validation is null)
        {
            return;
        }

        List<int> shared = [.. training.Labels.ToArray().Intersect(validation.Labels.ToArray()).Order()];
        if (shared.Count > 0 && step.LossWeight > 0)
        {
            throw new TrainingDataException(TrainingDataProblem.IdentityInBothParts,
                $"{shared.Count} identities are in the training and in the validation part: {List(shared)}.");
        }
    }

    private static void CheckIdentities(NetworkImages training)
    {
        Dictionary<int, int> counts = training.Labels.ToArray().CountBy(l => l).ToDictionary();
        if (counts.Count == 1)
        {
            throw new TrainingDataException(TrainingDataProblem.OneIdentity,
                $"All {training.Count} images are of identity {counts.First().Key}; at least two identities are needed.");
        }

        List<int> single = [.. counts.Where(c => c.Value < 2).Select(c => c.Key).Order()];
        if (single.Count > 0)
        {
            throw new TrainingDataException(TrainingDataProblem.TooFewImages,
                $"{single.Count} of {counts.Count} identities have a single image, at least two are needed: {List(single)}.");
        }
    }

    private static string List(List<int> identities) =>
        string.Join(", ", identities.Take(Named)) + (identities.Count > Named ? $" and {identities.Count - Named} more" : "");
}
