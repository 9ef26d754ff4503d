using FaceML.Training.Gradients.Rules;

namespace FaceML.Training.Gradients;

/// <summary>Which rule belongs to which operator.</summary>
internal static class GradientRules
{
    private static readonly Dictionary<string, Action<NodeGradient>> Rules = new(StringComparer.Ordinal)
    {
        ["Conv"] = ConvolutionRules.Conv,
        ["Gemm"] = MatrixRules.Gemm,
        ["MatMul"] = MatrixRules.MatMul,
        ["PRelu"] = ActivationRules.PRelu,
        ["Relu"] = ActivationRules.Relu,
        ["LeakyRelu"] = ActivationRules.LeakyRelu,
        ["Sigmoid"] = ActivationRules.Sigmoid,
        ["Tanh"] = ActivationRules.Tanh,
        ["HardSigmoid"] = ActivationRules.HardSigmoid,
        ["HardSwish"] = ActivationRules.HardSwish,
        ["Clip"] = ActivationRules.Clip,
        ["Softmax"] = ActivationRules.Softmax,
        ["Add"] = ArithmeticRules.Add,
        ["Sub"] = ArithmeticRules.Sub,
        ["Mul"] = ArithmeticRules.Mul,
        ["Div"] = ArithmeticRules.Div,
        ["Sum"] = ArithmeticRules.Sum,
        ["Neg"] = ArithmeticRules.Neg,
        ["Exp"] = ArithmeticRules.Exp,
        ["Sqrt"] = ArithmeticRules.Sqrt,
        ["BatchNormalization"] = NormalizationRules.BatchNormalization,
        ["LpNormalization"] = NormalizationRules.LpNormalization,
        ["ReduceMean"] = ReductionRules.Mean,
        ["ReduceSum"] = ReductionRules.Sum,
        ["ReduceL2"] = ReductionRules.Norm,
        ["GlobalAveragePool"] = PoolingRules.GlobalAverage,
        ["GlobalMaxPool"] = PoolingRules.GlobalMax,
        ["AveragePool"] = PoolingRules.Average,
        ["MaxPool"] = PoolingRules.Max,
        ["Reshape"] = LayoutRules.SameElements,
        ["Flatten"] = LayoutRules.SameElements,
        ["Squeeze"] = LayoutRules.SameElements,
        ["Unsqueeze"] = LayoutRules.SameElements,
        ["Identity"] = LayoutRules.PassOn,
        ["Dropout"] = LayoutRules.PassOn,
        ["Transpose"] = LayoutRules.Transpose,
        ["Concat"] = LayoutRules.Concat,
        ["Slice"] = LayoutRules.Slice,
        ["Pad"] = LayoutRules.Pad,
    };

    public static Action<NodeGradient>? Find(string op) => Rules.GetValueOrDefault(op);
}
