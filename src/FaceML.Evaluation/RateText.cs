namespace FaceML.Evaluation;

/// <summary>
/// Rates and other figures in sentences: at least six decimals and four significant digits, without the zeros at the end, invariant
/// culture.
/// </summary>
internal static class RateText
{
    private const int Decimals = 6, Significant = 4, MostDecimals = 20;
    private const double MostAsOneIn = 0.1;

    public static string Of(double value)
    {
        int needed = value == 0 || !double.IsFinite(value) ? Decimals : Significant - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return value.ToString("0." + new string('#', Math.Clamp(needed, Decimals, MostDecimals)), CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// A rate that is not exceeded, as people say it: <c>1 in 10,000</c>, from a tenth on <c>40 % of the</c>; a noun in the plural follows.
    /// Rounded to two digits and never below the rate, so that the words promise no more than the number.
    /// </summary>
    public static string AtMost(double rate)
    {
        const double Rounding = 1e-9; // what a bound that is the target itself may lack
        if (rate > MostAsOneIn * (1 + Rounding))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(rate * 100 * (1 - Rounding)):0} % of the");
        }

        double one = 1 / rate * (1 + Rounding), unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(one)) - 1));
        return string.Create(CultureInfo.InvariantCulture, $"1 in {Math.Floor(one / unit) * unit:N0}");
    }
}
