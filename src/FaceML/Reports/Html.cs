using System.Net;

namespace FaceML.Reports;

/// <summary>Text and numbers as they stand on the page.</summary>
internal static class Html
{
    public static string Text(string value) => WebUtility.HtmlEncode(value);

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A share in per cent with two significant digits below one per cent.</summary>
    public static string Percent(double share)
    {
        double percent = share * 100, size = Math.Abs(percent);
        string format = size >= 10 || size == 0 ? "0.0#" : size >= 0.1 ? "0.00" : size >= 0.001 ? "0.000#" : "0.0E0";
        return percent.ToString(format, CultureInfo.InvariantCulture) + " %";
    }

    public static string Value(double value, bool isRate) => isRate
        ? Percent(value)
        : value.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>Value and interval in one line.</summary>
    public static string Estimate(Estimate estimate, bool isRate) => estimate.Method == IntervalMethod.None
        ? Value(estimate.Value, isRate)
        : $"{Value(estimate.Value, isRate)} ({Value(estimate.Low, isRate)} to {Value(estimate.High, isRate)})";

    public static string Method(Estimate estimate) => estimate.Method switch
    {
        IntervalMethod.None => "no interval",
        IntervalMethod.Wilson => "Wilson, independent trials",
        IntervalMethod.ClopperPearson => "exact binomial",
        IntervalMethod.IdentityWilson => "Wilson on effective comparisons",
        IntervalMethod.PairBootstrap => "bootstrap over comparisons",
        IntervalMethod.IdentityBootstrap => "bootstrap over people",
        _ => "Student’s t over folds",
    };
}
