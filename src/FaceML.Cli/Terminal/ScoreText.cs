namespace FaceML.Cli;

/// <summary>Scores and thresholds as people read them.</summary>
internal static class ScoreText
{
    /// <summary>Two numbers beside each other: three decimals, and more where they would look the same and are not.</summary>
    public static (string First, string Second) Different(float first, float second)
    {
        int decimals = 3;
        while (decimals < 9 && first != second && Text(first) == Text(second))
        {
            decimals++;
        }

        return (Text(first), Text(second));

        string Text(float number) => number.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
