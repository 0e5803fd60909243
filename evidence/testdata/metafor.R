# Fits the problems of metafor_test.go with metafor, run to convergence.
# Arguments: the problems (id, y, v, x), the answers to write.
suppressMessages(library(metafor))
args <- commandArgs(TRUE)
all <- read.csv(args[1], colClasses = "numeric")
tight <- list(threshold = 1e-14, maxiter = 1e4, tol = 1e-14, tau2.max = 1e6)
methods <- c("DL", "HE", "PM", "ML", "REML", "SJ", "HS", "FE")
out <- file(args[2], "w")
say <- function(id, what, ...) cat(id, what, sprintf("%.17g", c(...)), "\n", file = out)
try1 <- function(expr) tryCatch(suppressWarnings(expr), error = function(e) NULL)
secs <- 0
problems <- split(all, all$id)
for (p in problems) {
  id <- p$id[1]
  t0 <- proc.time()[[3]]
  r <- try1(rma(y, v, data = p, method = "REML", control = tight))
  secs <- secs + proc.time()[[3]] - t0
  fits <- list(REML = r)
  other <- methods[id %% length(methods) + 1]
  if (other != "REML") fits[[other]] <- try1(rma(y, v, data = p, method = other, control = tight))
  for (m in names(fits)) {
    f <- fits[[m]]
    if (is.null(f)) next
    se <- if (is.null(f$se.tau2) || is.na(f$se.tau2)) 0 else f$se.tau2
    say(id, m, f$tau2, se, f$b, f$se, f$ci.lb, f$ci.ub, f$pval, f$I2, f$H2, f$QE, f$QEp)
  }
  if (is.null(r)) next
  for (test in c("knha", if (id %% 8 == 3) c("t", "adhoc"))) {
    h <- try1(rma(y, v, data = p, method = "REML", test = test, control = tight))
    if (!is.null(h)) say(id, test, h$b, h$se, h$ci.lb, h$ci.ub, h$pval)
    if (!is.null(h) && test == "knha") { q <- predict(h); say(id, "predict", q$pi.lb, q$pi.ub) }
  }
  n <- predict(r)
  say(id, "predict-normal", n$pi.lb, n$pi.ub)
  ci <- try1(confint(r, control = list(tol = 1e-14, maxiter = 1e4, tau2.max = 1e8)))
  if (!is.null(ci)) say(id, "profile", ci$random[1, 2:3], ci$random[3, 2:3])
  if (id %% 4 == 0 && nrow(p) > 4) {
    for (m in c("REML", methods[(id / 4) %% length(methods) + 1])) {
      g <- try1(rma(y, v, mods = ~x, data = p, method = m, control = tight))
      se <- if (is.null(g$se.tau2) || is.na(g$se.tau2)) 0 else g$se.tau2
      if (!is.null(g)) say(id, paste0("mods-", m), g$tau2, se, g$b, g$se, g$QM, g$QE, g$I2, if (is.null(g$R2)) 0 else g$R2)
    }
    k <- try1(rma(y, v, mods = ~x, data = p, method = "REML", test = "knha", control = tight))
    if (!is.null(k)) say(id, "mods-knha", k$se, k$pval, k$QM)
    e <- try1(regtest(p$y, p$v, model = "lm"))
    if (!is.null(e)) say(id, "egger", e$zval, e$pval, e$est)
    b <- try1(ranktest(p$y, p$v))
    if (!is.null(b)) say(id, "begg", b$tau, b$pval)
  }
}
say(0, "seconds", secs, length(problems))
close(out)
