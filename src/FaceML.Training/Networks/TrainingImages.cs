namespace FaceML.Training.Networks;

/// <summary>What must hold of images before anything is learned from them.</summary>
internal static class TrainingImages
{
    /// <exception cref="TrainingDataException">Says which identities.</exception>
    public static void Check(NetworkImages training, NetworkImages? validation, NetworkTrainerOptions step)
    {
        if (step.LossWeight > 0)
        {
            IdentityChecks.RequireTwoImagesEach(IdentityChecks.Group(training.Labels), "images");
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

        if (step.LossWeight > 0)
        {
            IdentityChecks.RequireDisjoint(training.Labels, validation.Labels);
        }
    }
}
