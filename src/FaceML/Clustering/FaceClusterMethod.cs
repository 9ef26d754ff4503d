namespace FaceML.Clustering;

/// <summary>How vectors that resemble each other become groups.</summary>
public enum FaceClusterMethod
{
    /// <summary>
    /// Everybody takes over the group that is strongest among those linked to them (<see cref="Training.Clustering.ChineseWhispers"/>): one
    /// wrong link joins no groups.
    /// </summary>
    ChineseWhispers,

    /// <summary>Who is linked, directly or over others, is one group (<see cref="Training.Clustering.ThresholdLinking"/>).</summary>
    Linking,

    /// <summary>Groups are where it is dense, the rest is in no group (<see cref="Training.Clustering.Dbscan"/>).</summary>
    Dbscan,
}
