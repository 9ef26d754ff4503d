namespace FaceML.Evaluation;

/// <summary>How an interval was made.</summary>
public enum IntervalMethod
{
    /// <summary>There is no interval: the figure is a definition or a count.</summary>
    None,

    /// <summary>Wilson's score interval for independent trials (Wilson 1927).</summary>
    Wilson,

    /// <summary>The exact binomial interval (Clopper and Pearson 1934).</summary>
    ClopperPearson,

    /// <summary>
    /// Wilson's interval on the effective number of comparisons, where comparisons share people (Fogliato, Patil and Perona 2024).
    /// </summary>
    IdentityWilson,

    /// <summary>Percentile bootstrap over comparisons, each class by itself.</summary>
    PairBootstrap,

    /// <summary>Percentile bootstrap over identities: a comparison weighs the product of its two people's weights.</summary>
    IdentityBootstrap,

    /// <summary>Student's t on the folds' values (nine degrees of freedom for ten folds).</summary>
    FoldStudent,
}
