namespace FaceML.Training.Tests.Optimization;

[TestClass]
public sealed class ScheduleTests
{
    [TestMethod]
    public void constant_is_one_after_a_linear_warm_up() =>
        Passes(new ConstantSchedule { WarmUpEpochs = 2 }, (0, 1.0 / 20), (9, 0.5), (19, 1), (55, 1));

    [TestMethod]
    public void cosine_falls_from_one_over_a_half_to_its_end() =>
        Passes(new CosineSchedule { Final = 0.2 }, (0, 1), (50, 0.6), (100, 0.2));

    [TestMethod]
    public void step_drops_at_its_epochs() =>
        Passes(new StepSchedule { EveryEpochs = 3, Drop = 0.5 }, (29, 1), (30, 0.5), (60, 0.25));

    [TestMethod]
    public void plateau_drops_after_its_patience_and_counts_anew()
    {
        var schedule = new PlateauSchedule { Patience = 2, Drop = 0.1 };
        Assert.AreEqual(1, At(schedule, 30, 0.5, 0.6, 0.6), 1e-12);
        Assert.AreEqual(0.1, At(schedule, 40, 0.5, 0.6, 0.6, 0.55), 1e-12);
        Assert.AreEqual(0.1, At(schedule, 50, 0.5, 0.6, 0.6, 0.55, 0.4), 1e-12);
        Assert.AreEqual(0.01, At(schedule, 60, 0.5, 0.6, 0.6, 0.55, 0.4, 0.4), 1e-12);
    }

    [TestMethod]
    public void early_stopping_waits_for_its_patience()
    {
        var rule = new EarlyStopping { Patience = 2, MinimumGain = 0.05 };
        Assert.IsFalse(rule.ShouldStop([]));
        Assert.IsFalse(rule.ShouldStop([0.5, 0.52]));
        Assert.IsTrue(rule.ShouldStop([0.5, 0.52, 0.54]));
        Assert.IsFalse(rule.ShouldStop([0.5, 0.52, 0.56]));
    }

    private static void Passes(LearningRateSchedule schedule, params (long Step, double Factor)[] points)
    {
        foreach ((long step, double factor) in points)
        {
            Assert.AreEqual(factor, At(schedule, step), 1e-12, $"step {step}");
        }
    }

    private static double At(LearningRateSchedule schedule, long step, params double[] validation) =>
        schedule.Factor(new TrainingMoment(step, 10, 10, validation));
}
