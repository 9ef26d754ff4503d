namespace FaceML.Training.Tests.Networks;

[TestClass]
public sealed class NetworkSearchTests
{
    private static readonly NetworkSearchOptions Nothing = new() { LearningRates = [], TeacherWeights = [], FrozenShares = [] };

    [TestMethod]
    public void the_best_trial_decides_and_each_value_is_tried_with_the_best_of_those_before()
    {
        List<NetworkTrial> told = [];
        (NetworkTrainingOptions found, IReadOnlyList<NetworkTrial> trials) = Search(
            Nothing with { LearningRates = [1e-7, 0.01], FrozenShares = [0, 0.5] }, new Each(told.Add));

        CollectionAssert.AreEqual(told, trials.ToArray());
        // The third differs from the better of the first two in what is frozen only.
        CollectionAssert.AreEqual(new (double, string?)[] { (1e-7, null), (0.01, null), (0.01, "middle") },
            trials.Select(t => (t.LearningRate, t.FrozenUpTo)).ToArray());
        NetworkTrial best = trials.MaxBy(t => t.Validation)!;
        Assert.AreEqual((best.LearningRate, best.FrozenUpTo), (found.Step.LearningRate, found.Step.Gradients.FrozenUpTo));
        Assert.IsGreaterThan(best.Initial, best.Validation);
        Assert.AreEqual(Patterns.Training.Epochs, found.Epochs);
    }

    [TestMethod]
    public void where_there_is_no_choice_nothing_is_tried()
    {
        (NetworkTrainingOptions found, IReadOnlyList<NetworkTrial> trials) = Search(Nothing with { LearningRates = [0.02] });

        Assert.IsEmpty(trials);
        Assert.AreEqual((0.02, Patterns.Training.Epochs), (found.Step.LearningRate, found.Epochs));
    }

    [TestMethod]
    public void when_the_time_is_up_the_first_trial_and_one_epoch_are_what_is_left()
    {
        (NetworkTrainingOptions found, IReadOnlyList<NetworkTrial> trials) =
            Search(Nothing with { LearningRates = [0.01, 0.1], Budget = TimeSpan.FromTicks(1) });

        Assert.HasCount(1, trials);
        Assert.AreEqual((0.01, 1), (found.Step.LearningRate, found.Epochs));
    }

    [TestMethod]
    public void a_setting_out_of_its_range_is_named()
    {
        foreach ((NetworkSearchOptions options, string name) in new[]
        {
            (Nothing with { Budget = TimeSpan.Zero }, "Budget"), (Nothing with { TrialEpochs = 0 }, "TrialEpochs"),
            (Nothing with { LearningRates = [0] }, "LearningRates"), (Nothing with { TeacherWeights = [-1] }, "TeacherWeights"),
            (Nothing with { FrozenShares = [1.1] }, "FrozenShares"),
        })
        {
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Search(options)).Message, name);
        }
    }

    private static (NetworkTrainingOptions Training, IReadOnlyList<NetworkTrial> Trials) Search(
        NetworkSearchOptions options, IProgress<NetworkTrial>? progress = null) =>
        NetworkSearch.Run(Patterns.Network(), Patterns.Training, options,
            asked => new NetworkLearner(asked).Train(Patterns.Network(), Patterns.Images(40, 6), Patterns.Images(10, 5, first: 50)),
            progress);

    private sealed class Each(Action<NetworkTrial> tell) : IProgress<NetworkTrial>
    {
        public void Report(NetworkTrial value) => tell(value);
    }
}
