namespace FaceML.Training.Tests.Networks;

[TestClass]
public sealed class WeightInterpolationTests
{
    [TestMethod]
    public void the_ends_are_the_networks_themselves_bit_for_bit()
    {
        OnnxModel first = Patterns.Network(), second = Patterns.Network(seed: 5);

        CollectionAssert.AreEqual(first.ToBytes(), WeightInterpolation.Between(first, second, 0).ToBytes());
        CollectionAssert.AreEqual(second.ToBytes(), WeightInterpolation.Between(first, second, 1).ToBytes());
    }

    [TestMethod]
    public void in_between_each_weight_lies_at_its_share_of_the_way_and_the_networks_given_stay()
    {
        OnnxModel first = Patterns.Network(), second = Patterns.Network(seed: 5);
        byte[] before = first.ToBytes(), after = second.ToBytes();

        OnnxModel between = WeightInterpolation.Between(first, second, 0.25);

        foreach (string name in new[] { "conv.w", "fc.w" })
        {
            float[] a = first.Graph.FindInitializer(name)!.ToFloats(), b = second.Graph.FindInitializer(name)!.ToFloats();
            Numeric.Close([.. a.Zip(b, (x, y) => (0.75 * x) + (0.25 * y))], between.Graph.FindInitializer(name)!.ToFloats(), 1e-6, name);
        }

        CollectionAssert.AreEqual(before, first.ToBytes());
        CollectionAssert.AreEqual(after, second.ToBytes());
    }

    [TestMethod]
    public void other_weights_and_coefficients_out_of_range_are_refused()
    {
        OnnxModel first = Patterns.Network(), other = Patterns.Network();
        other.Graph.FindInitializer("fc.w")!.Name = "renamed";
        foreach (OnnxNode node in other.Graph.Nodes)
        {
            for (int i = 0; i < node.Inputs.Count; i++)
            {
                node.Inputs[i] = node.Inputs[i] == "fc.w" ? "renamed" : node.Inputs[i];
            }
        }

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => WeightInterpolation.Between(first, other, 0.5)).Message,
            "renamed");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => WeightInterpolation.Between(first, first, 1.01));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => WeightInterpolation.Between(first, first, double.NaN));
    }

    [TestMethod]
    [DataRow(0.002, 0.6)]
    [DataRow(0.011, 0.8)]
    [DataRow(0.1, 1.0)]
    [DataRow(0, 0.4)]
    public void chosen_is_the_largest_gain_among_those_that_retain_enough(double maxLoss, double expected)
    {
        // What is trained for rises along the line, what is to be retained falls.
        double[] coefficients = [0.4, 0.6, 0.8, 1], retained = [0.99, 0.99, 0.988, 0.98, 0.9], gained = [0.5, 0.7, 0.8, 0.85, 0.86];

        (OnnxModel network, InterpolationPoint chosen, IReadOnlyList<InterpolationPoint> points) =
            Choose(new InterpolationOptions { Coefficients = coefficients, MaxLoss = maxLoss }, gained, retained);

        Assert.AreEqual(expected, chosen.Coefficient);
        CollectionAssert.AreEqual(new[] { 0, 0.4, 0.6, 0.8, 1 }, points.Select(p => p.Coefficient).ToArray());
        CollectionAssert.AreEqual(gained, points.Select(p => p.Validation).ToArray());
        CollectionAssert.AreEqual(
            WeightInterpolation.Between(Patterns.Network(), Patterns.Network(seed: 5), expected).ToBytes(), network.ToBytes());
    }

    [TestMethod]
    public void of_two_as_good_the_one_nearer_to_the_network_as_it_came_and_without_a_gain_that_itself()
    {
        var options = new InterpolationOptions { Coefficients = [0.5, 1] };

        Assert.AreEqual(0.5, Choose(options, [0.5, 0.6, 0.6], [1, 1, 1]).Chosen.Coefficient);
        Assert.AreEqual(0, Choose(options, [0.5, 0.5, 0.4], [1, 1, 1]).Chosen.Coefficient);
        Assert.AreEqual(0, Choose(options, [0.5, 0.6, 0.7], [double.NaN, double.NaN, double.NaN]).Chosen.Coefficient);
    }

    [TestMethod]
    public void settings_out_of_range_are_refused_by_name()
    {
        void Refused(string name, InterpolationOptions options) =>
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Choose(options, [1], [1])).Message, name);

        Refused("Coefficients", new InterpolationOptions { Coefficients = [] });
        Refused("Coefficients", new InterpolationOptions { Coefficients = [0.5, 1.5] });
        Refused("MaxLoss", new InterpolationOptions { MaxLoss = -0.1 });
        Refused("MaxLoss", new InterpolationOptions { MaxLoss = double.NaN });
    }

    // Figures in the order in which the networks are measured.
    private static (OnnxModel Network, InterpolationPoint Chosen, IReadOnlyList<InterpolationPoint> Points) Choose(
        InterpolationOptions options, double[] validation, double[] retained)
    {
        int next = 0;
        return WeightInterpolation.Choose(Patterns.Network(), Patterns.Network(seed: 5), options, _ =>
            (validation[next], retained[next++]));
    }
}
