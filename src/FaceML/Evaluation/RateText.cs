using System.Globalization;

namespace FaceML.Evaluation;

/// <summary>Rates and other figures in sentences: at least six decimals and four significant digits, without the zeros at the end, invariant culture.</summary>
internal static class RateText
{
    private const int Decimals = 6, Significant = 4, MostDecimals = 20;

    public static string Of(double value)
    {
        int needed = value == 0 || !double.IsFinite(value) ? Decimals : Significant - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return value.ToString("0." + new string('#', Math.Clamp(needed, Decimals, MostDecimals)), CultureInfo.InvariantCulture);
    }
}
