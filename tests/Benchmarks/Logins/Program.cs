using System.Globalization;
using Keepalive.Benchmarks;

if (args is ["tool", .. var own])
{
    return LoginTool.Run(own);
}

// Arguments: rounds, claude-aws, expect, login.exp. One login a run, each program in turn, with the same tool.
int rounds = int.Parse(args[0], CultureInfo.InvariantCulture);
using var home = new LoginHome(args[1]);
var series = new Series();
series.Add("expect -f login.exp", [args[2], "-f", args[3], home.PasswordFile, .. home.Tool("getpass")], home.Environment);
series.Add("claude-aws autologin (native)", [args[1], "autologin", "--profile", "work"], home.Environment);
series.Add("the tool alone, told to ask nothing", home.Tool("silent"), home.Environment);
series.Run(rounds);
series.Print("A login: name, hidden password, role out of a list", Console.Out);
home.PrintNotes(["expect", "claude-aws"], Console.Out);

// Tools that print the prompt first, and throw away what is typed before the echo is off. A script for expect has no way to know.
home.Configure("late");
home.ForgetAnswers();
var late = new Series();
late.Add("claude-aws autologin, echo off after the prompt", [args[1], "autologin", "--profile", "work"], home.Environment);
late.Run(rounds);
late.Print("The same where the echo goes off late", Console.Out);
home.PrintNotes(["claude-aws"], Console.Out);
return 0;
