namespace FaceML.Training.Tests.Gradients;

/// <content>Convolutions.</content>
public sealed partial class OperatorGradientTests
{
    [TestMethod]
    [DataRow(3, 4, 1, 1, 1, 0, 1, DisplayName = "1×1")]
    [DataRow(3, 4, 1, 1, 2, 0, 1, DisplayName = "1×1, stride 2")]
    [DataRow(3, 4, 1, 3, 1, 1, 1, DisplayName = "3×3")]
    [DataRow(3, 4, 1, 3, 2, 1, 1, DisplayName = "3×3, stride 2")]
    [DataRow(3, 4, 1, 3, 2, 0, 1, DisplayName = "3×3, stride 2, no pads, a row left over")]
    [DataRow(2, 3, 1, 3, 1, 2, 2, DisplayName = "3×3, dilation 2")]
    [DataRow(2, 3, 1, 2, 1, 3, 1, DisplayName = "2×2, more pads than kernel")]
    [DataRow(4, 4, 4, 3, 1, 1, 1, DisplayName = "depthwise")]
    [DataRow(4, 4, 4, 3, 2, 1, 1, DisplayName = "depthwise, stride 2")]
    [DataRow(4, 4, 4, 3, 2, 2, 2, DisplayName = "depthwise, stride 2, dilation 2")]
    [DataRow(4, 4, 4, 6, 1, 0, 1, DisplayName = "depthwise over everything")]
    [DataRow(3, 5, 1, 6, 1, 0, 1, DisplayName = "dense over everything")]
    [DataRow(4, 6, 2, 3, 1, 1, 1, DisplayName = "two groups")]
    [DataRow(4, 6, 2, 3, 2, 1, 1, DisplayName = "two groups, stride 2")]
    [DataRow(2, 4, 2, 3, 1, 1, 1, DisplayName = "depthwise, two filters a channel")]
    public void conv(int channels, int filters, int group, int kernel, int stride, int pad, int dilation) =>
        Check([channels, 6, 6], (b, x) =>
        b.Conv(x, W(b, filters, channels / group, kernel, kernel), W(b, filters), [stride, stride], [pad, pad, pad, pad], group,
            [dilation, dilation]),
        function: (x, w) => DoubleConvolution.Run(x, [2, channels, 6, 6], w[0], filters, kernel, w[1], group, stride, pad, dilation));

    [TestMethod]
    [DataRow(1, 1, 1)]
    [DataRow(2, 1, 1)]
    [DataRow(2, 0, 1)]
    [DataRow(3, 1, 2)]
    [DataRow(1, 2, 2)]
    public void conv_over_blocks_of_channels_and_with_plain_operators(int stride, int pad, int dilation)
    {
        foreach (bool plain in new[] { false, true })
        {
            Check([16, 5, 6], (b, x) =>
                b.Conv(x, W(b, 16, 1, 3, 3), W(b, 16), [stride, stride], [pad, pad, pad, pad], 16, [dilation, dilation]),
                options: new GradientOptions { PlainOperators = plain, InputGradient = true }, function: (x, w) =>
                    DoubleConvolution.Run(x, [2, 16, 5, 6], w[0], 16, 3, w[1], 16, stride, pad, dilation));
        }
    }

    [TestMethod]
    public void this_runtime_has_convolutions_over_blocks_of_channels()
    {
        OnnxModel model = Model([16, 4, 4], (b, x) => b.Conv(x, W(b, 16, 1, 3, 3), null, pads: [1, 1, 1, 1], group: 16), 13);
        string[] Domains(bool plain) =>
            [.. GradientGraph.Build(model, new GradientOptions { PlainOperators = plain }).Forward.CustomDomains()];
        CollectionAssert.AreEqual(Array.Empty<string>(), Domains(plain: true));
        bool x64 = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64;
        CollectionAssert.AreEqual(x64 ? ["com.microsoft.nchwc"] : Array.Empty<string>(), Domains(plain: false));
    }

    [TestMethod]
    public void conv_with_unequal_sides() => Check([2, 5, 7], (b, x) => b.Conv(x, W(b, 3, 2, 3, 2), null, [2, 1], [1, 0, 0, 1]),
        function: (x, w) => DoubleConvolution.Run(x, [2, 2, 5, 7], w[0], [3, 2, 3, 2], null, 1, [2, 1], [1, 0, 0, 1], 1));

    // 5×6 by 3×3 with steps of 2: three windows down reach two rows further than there are, three across one column.
    [TestMethod]
    [DataRow("SAME_UPPER", 1, 0, 1, 1)]
    [DataRow("SAME_LOWER", 1, 1, 1, 0)]
    [DataRow("VALID", 0, 0, 0, 0)]
    public void conv_with_automatic_pads(string pads, int above, int left, int below, int right) => Check([2, 5, 6], (b, x) =>
        b.Node("Conv", [x, W(b, 3, 2, 3, 3)], [OnnxAttribute.Of("auto_pad", pads), OnnxAttribute.Of("strides", [2L, 2])]),
        function: (x, w) => DoubleConvolution.Run(x, [2, 2, 5, 6], w[0], [3, 2, 3, 3], null, 1, [2, 2], [above, left, below, right], 1));
}
